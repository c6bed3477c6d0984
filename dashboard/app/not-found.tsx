import { Link } from '@tanstack/react-router';

import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';

export function NotFound() {
  return (
    <EmptyNote title={text.common.unknownPage}>
      <Link to="/" className="text-accent underline">
        {text.common.goHome}
      </Link>
    </EmptyNote>
  );
}
