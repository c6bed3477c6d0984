import { DECIDER, requestChange, REQUESTER } from './governance.ts';
import type { TestServer } from './server/test-server.ts';

const ENTITY = `query ($key: String!) {
  entity(entityType: METADATA, canonicalKey: $key) {
    name description tier status version createdAt updatedAt pendingApproval { id }
  }
}`;
export interface EntityState {
  name: string;
  description: string | null;
  tier: string;
  status: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  pendingApproval: { id: string } | null;
}

/** The METADATA with this canonical key, as a client sees it; null: there is none. */
export async function entityState(server: TestServer, key: string): Promise<EntityState | null> {
  return (await server.query<{ entity: EntityState | null }, object>(ENTITY, { key })).entity;
}

const APPROVAL = `query ($id: ID!) { approval(id: $id) {
  status comment decidedAt appliedAt requestedBy { actorId } decidedBy { actorId } entity { id }
} }`;
export interface ApprovalState {
  status: string;
  comment: string | null;
  decidedAt: string | null;
  appliedAt: string | null;
  entity: { id: string } | null;
}

export async function approvalState(server: TestServer, id: string): Promise<ApprovalState> {
  return (await server.query<{ approval: ApprovalState }, object>(APPROVAL, { id })).approval;
}

const CHANGED = 'changeType changedFields version changedBy { actorId }';
const TRACE = `query ($id: ID!) { eventTrace(correlationId: $id) {
  __typename ... on EventEnvelope { id causationId correlationId source }
  ... on MetadataChangedEvent { payload { ${CHANGED} } } ... on KpiChangedEvent { payload { ${CHANGED} } }
  ... on MetadataDeprecatedEvent { payload { deprecationReason: reason deprecatedBy { actorId } } }
  ... on ApprovalRejectedEvent { payload { reason rejectedBy { actorId } } }
} }`;
export interface TraceEvent {
  __typename: string;
  id: string;
  causationId: string | null;
  correlationId: string;
  source: string;
  payload?: Record<string, unknown>;
}

/** The events that a request led to, oldest first. */
export async function traceOf(server: TestServer, approvalId: string): Promise<TraceEvent[]> {
  const { rows } = await server.parts.database.query(
    'SELECT created_event_id AS id FROM governance.approval WHERE id = $1',
    [approvalId],
  );
  const [{ id }] = rows as [{ id: string }];
  return (await server.query<{ eventTrace: TraceEvent[] }, object>(TRACE, { id })).eventTrace;
}

/** Requests a change that must be taken, and gives the id of the request. */
export async function request(server: TestServer, input: Record<string, unknown>): Promise<string> {
  const { approval, ...refused } = await requestChange(server, input);
  if (!approval) throw new Error(JSON.stringify(refused));
  return approval.id;
}

export const creation = (canonicalKey: string) => ({
  entityType: 'METADATA',
  canonicalKey,
  kind: 'CREATE',
  change: { name: 'First', tier: 'TIER3' },
});

async function decide(server: TestServer, mutation: string, id: string, headers: Record<string, string>) {
  const query = `mutation ($id: ID!) { ${mutation} { __typename ... on Error { message } } }`;
  const data = await server.query<Record<string, { __typename: string; message?: string }>, object>(
    query,
    { id },
    headers,
  );
  const [outcome] = Object.values(data);
  if (!outcome) throw new Error('the decision has no outcome');
  return outcome;
}

export function reject(
  server: TestServer,
  id: string,
  reason = 'too early',
  headers: Record<string, string> = DECIDER,
) {
  return decide(server, `reject(input: { approvalId: $id, reason: ${JSON.stringify(reason)} })`, id, headers);
}

export function withdraw(server: TestServer, id: string, headers = REQUESTER) {
  return decide(server, 'withdrawApproval(input: { approvalId: $id })', id, headers);
}
