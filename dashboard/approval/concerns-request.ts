import type { EntityType } from '../gql/types.ts';

/** What of an event says which request or entity it is about. */
export interface ReportedEvent {
  type: string;
  payload: object;
}

/** Whether an event may have changed a request: it names it, or its entity, whose change may be the one requested. */
export function concernsRequest(
  { payload }: ReportedEvent,
  request: { id: string; canonicalKey: string; entityType: EntityType },
): boolean {
  if ('approvalId' in payload) return payload.approvalId === request.id;
  if (!('canonicalKey' in payload) || payload.canonicalKey !== request.canonicalKey) return false;
  // The events of a KPI name no type.
  return !('entityType' in payload) || payload.entityType === request.entityType;
}
