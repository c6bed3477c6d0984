import { Code2 } from 'lucide-react';
import { useMemo } from 'react';

import { useSession, useViewer } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { printQuery, type QueryDocument, queryLink } from './query-link.ts';

export interface ShowQueryProps {
  document: QueryDocument;
  variables?: object;
}

/** Leads to GraphiQL with the query of the page, asked as the same person. Its place is the bottom of a page. */
export function ShowQuery({ document, variables = {} }: ShowQueryProps) {
  const actorId = useActorToShow();
  const query = useMemo(() => printQuery(document), [document]);
  return (
    <p className="mt-4 text-xs" data-print="no">
      <a
        href={queryLink({ query, variables, actorId })}
        target="_blank"
        // The new tab gets a copy of what this one keeps, which is how somebody stays signed in.
        rel="opener"
        className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-accent hover:underline"
      >
        <Code2 aria-hidden size={14} />
        {text.common.showQuery}
      </a>
    </p>
  );
}

/** Only where one chooses who one is; else the sign-in says it. */
export function useActorToShow(): string | undefined {
  const { actorId } = useViewer();
  return useSession().kind === 'local' ? actorId : undefined;
}
