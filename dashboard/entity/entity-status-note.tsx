import { Archive, FilePen } from 'lucide-react';
import { useQuery } from 'urql';

import type { EntityName } from '../entities/entity-type.ts';
import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { formatPast } from '../text/format.ts';
import { text } from '../text/text.ts';
import { useNow } from '../ui/time.tsx';
import { EntityDeprecationDocument, type EntityHeadFragment } from './entity-page.generated.ts';

/** What it means that an entity is not active; nothing if it is. */
export function EntityStatusNote({ entity }: { entity: EntityHeadFragment }) {
  const { status, entityType, canonicalKey, replacedBy } = entity;
  if (status === 'ACTIVE') return null;
  const Icon = status === 'DRAFT' ? FilePen : Archive;
  return (
    <div className="mb-3 flex items-start gap-3 rounded-md bg-warn-soft px-3 py-2 text-warn">
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {text.entity.status[status]}{' '}
        {replacedBy && (
          <>
            {text.entity.status.replacedBy} <EntityLink entity={replacedBy} look="note" />.{' '}
          </>
        )}
        {status === 'DEPRECATED' && <Deprecation entityType={entityType} canonicalKey={canonicalKey} />}
      </p>
    </div>
  );
}

function Deprecation(name: EntityName) {
  const words = text.entity.status;
  const [{ data }] = useQuery({ query: EntityDeprecationDocument, variables: { ...name } });
  const now = useNow();
  const last = data?.entity?.versions.edges[0]?.node;
  if (last?.kind !== 'DEPRECATE') return null;
  const { requestedBy, decidedBy, changedAt, approval } = last;
  return (
    <>
      {words.deprecatedBy(requestedBy.actorId, formatPast(new Date(changedAt), now))}{' '}
      {decidedBy && words.approvedBy(decidedBy.actorId)}{' '}
      {typeof approval?.requestComment === 'string' && words.reason(approval.requestComment)}{' '}
      {approval && (
        <ApprovalLink approvalId={approval.id} look="note">
          {words.request}
        </ApprovalLink>
      )}
    </>
  );
}
