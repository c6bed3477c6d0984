import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import type { EntityName } from '../entities/entity-type.ts';
import { ApprovalLink } from '../links/approval-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { formatPast } from '../text/format.ts';
import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { useNow } from '../ui/time.tsx';
import { EntityToBeDocument } from './entity-page.generated.ts';

/** Instead of the page of an entity that does not exist: it may be about to. */
export function MissingEntity({ name }: { name: EntityName }) {
  const words = text.entity.missing;
  const [{ data }] = useQuery({ query: EntityToBeDocument, variables: { ...name } });
  const now = useNow();
  const request = data?.approvals.edges[0]?.node;
  return (
    <>
      <PageHeading title={name.canonicalKey} />
      <EmptyNote title={words.title(text.entityTypes[name.entityType], name.canonicalKey)}>
        {request?.kind === 'CREATE' ? (
          <p>
            {words.requested(request.requestedBy.actorId, formatPast(new Date(request.requestedAt), now))}{' '}
            {request.status === 'PENDING' ? words.waiting : words.applying}{' '}
            <ApprovalLink approvalId={request.id}>{text.entity.pending.look}</ApprovalLink>
          </p>
        ) : (
          <p>{words.hint}</p>
        )}
        <p className="mt-1">
          <Link to="/entities" search={{ search: name.canonicalKey }} className={LOOKS.words}>
            {words.search}
          </Link>
        </p>
      </EmptyNote>
    </>
  );
}
