import { Link } from '@tanstack/react-router';
import { Layers } from 'lucide-react';

import { changeSetText } from '../../text/change-set-text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { useDraftSet } from './use-draft-set.ts';

/** Leads to the change set that the viewer puts together. */
export function DraftSetLink() {
  const { set } = useDraftSet();
  return (
    <Link to="/change-set" className={buttonClass()}>
      <Layers aria-hidden size={15} />
      {changeSetText.draft.link(set.items.length)}
    </Link>
  );
}
