import type { Request } from '../../../../dashboard/approvals/rows/request-feed.ts';

/** A pending request about an entity of that name. */
export function makeRequest(id: string, changes: Partial<Request> = {}): Request {
  return {
    id,
    canonicalKey: id,
    entityType: 'METADATA',
    kind: 'UPDATE',
    tier: 'TIER2',
    status: 'PENDING',
    requestedAt: '2026-01-01T00:00:00.000Z',
    requestedBy: { actorId: 'anna', actorType: 'HUMAN' },
    requestComment: null,
    dueAt: null,
    outdated: false,
    approvalsGiven: 0,
    approvalsNeeded: 1,
    requiredRole: 'APPROVER',
    decidedAt: null,
    decidedBy: null,
    comment: null,
    appliedAt: null,
    diff: [],
    entity: null,
    changeSet: null,
    ...changes,
  };
}
