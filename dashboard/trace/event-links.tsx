import { Link } from '@tanstack/react-router';

import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';
import type { TraceEvent } from './trace-rows.ts';

/** From an event to what it is about. */
export function EventLinks({ event }: { event: TraceEvent }) {
  const entity = 'entity' in event ? event.entity : undefined;
  const approvalId = 'payload' in event && 'approvalId' in event.payload ? event.payload.approvalId : undefined;
  const params = entity && { entityType: entity.entityType, canonicalKey: entity.canonicalKey };
  if (!params && approvalId === undefined) return null;
  const look = buttonClass('plain', 'small');
  return (
    <nav aria-label={text.trace.links} className="flex flex-wrap gap-2 px-4 pt-2">
      {params && (
        <>
          <EntityLink entity={entity} look="smallButton">
            {text.trace.openEntity}
          </EntityLink>
          <Link to="/lineage/$entityType/$canonicalKey" params={params} className={look}>
            {text.trace.openLineage}
          </Link>
        </>
      )}
      {approvalId !== undefined && (
        <ApprovalLink approvalId={approvalId} look="smallButton">
          {text.trace.openApproval}
        </ApprovalLink>
      )}
    </nav>
  );
}
