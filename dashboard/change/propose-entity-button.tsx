import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { useRole } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';

/** Leads to the form for a new entity; for whoever may not propose one, it says so. */
export function ProposeEntityButton() {
  const isSteward = useRole('STEWARD');
  if (!isSteward) return <p className="max-w-xs text-xs text-muted">{text.change.needsStewardToCreate}</p>;
  return (
    <Link to="/change" className={buttonClass('primary')}>
      <Plus aria-hidden size={15} />
      {text.change.proposeEntity}
    </Link>
  );
}
