import { Link } from '@tanstack/react-router';

import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';

export function NotFound() {
  return (
    <>
      <PageHeading title={text.common.unknownPage} />
      <EmptyNote title={text.common.unknownPageHint}>
        <Link to="/" className="text-accent underline">
          {text.common.goHome}
        </Link>
      </EmptyNote>
    </>
  );
}
