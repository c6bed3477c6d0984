import { Link } from '@tanstack/react-router';

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
          <Link to="/entities/$entityType/$canonicalKey" params={params} className={look}>
            {text.trace.openEntity}
          </Link>
          <Link to="/lineage/$entityType/$canonicalKey" params={params} className={look}>
            {text.trace.openLineage}
          </Link>
        </>
      )}
      {approvalId !== undefined && (
        <Link to="/approvals/$approvalId" params={{ approvalId }} className={look}>
          {text.trace.openApproval}
        </Link>
      )}
    </nav>
  );
}
