import type { TestServer } from './server/test-server.ts';
import { until } from './until.ts';

export const REQUESTER = { 'x-actor-id': 'anna' };
export const DECIDER = { 'x-actor-id': 'bert' };

export interface NewEntity {
  entityType: 'METADATA' | 'KPI' | 'GLOSSARY' | 'BUSINESS_RULE' | 'TAG' | 'LINEAGE';
  canonicalKey: string;
  change: Record<string, unknown>;
}

const REQUEST = `mutation ($input: RequestApprovalInput!) {
  requestApproval(input: $input) {
    __typename
    ... on RequestApprovalSuccess { approval { id status diff { field before after } } warnings { path message } }
    ... on Error { message }
    ... on ValidationError { issues { path message } }
  }
}`;

export interface RequestResult {
  __typename: string;
  message?: string;
  issues?: { path: string[]; message: string }[];
  warnings?: { path: string[]; message: string }[];
  approval?: { id: string; status: string; diff: { field: string; before: string | null; after: string | null }[] };
}

export async function requestChange(
  server: TestServer,
  input: Record<string, unknown>,
  headers: Record<string, string> = REQUESTER,
): Promise<RequestResult> {
  const data = await server.query<{ requestApproval: RequestResult }, object>(REQUEST, { input }, headers);
  return data.requestApproval;
}

const APPROVE = `mutation ($id: ID!) {
  approve(input: { approvalId: $id, comment: "fine" }) {
    __typename
    ... on ApproveSuccess { approval { id status } }
    ... on Error { message }
  }
}`;

export async function approve(
  server: TestServer,
  id: string,
  headers: Record<string, string> = DECIDER,
): Promise<{ __typename: string; message?: string }> {
  return (await server.query<{ approve: { __typename: string; message?: string } }, object>(APPROVE, { id }, headers))
    .approve;
}

const APPLIED = `query ($id: ID!) { approval(id: $id) { appliedAt entity { id } } }`;

/** Requests a change, has it approved by somebody else, and waits until it is applied. Returns the entity's id. */
export async function govern(
  server: TestServer,
  input: Record<string, unknown>,
  by: { requester?: Record<string, string>; decider?: Record<string, string> } = {},
): Promise<string> {
  const { requester = REQUESTER, decider = DECIDER } = by;
  const requested = await requestChange(server, input, requester);
  const id = requested.approval?.id;
  if (!id) throw new Error(`the request was refused: ${JSON.stringify(requested)}`);
  const approved = await approve(server, id, decider);
  if (approved.__typename !== 'ApproveSuccess') throw new Error(`not approved: ${JSON.stringify(approved)}`);
  return until('the change to be applied', async () => {
    const { approval } = await server.query<
      { approval: { appliedAt: string | null; entity: { id: string } | null } },
      object
    >(APPLIED, { id }, requester);
    return approval.appliedAt !== null && approval.entity?.id;
  });
}

export function create(server: TestServer, entity: NewEntity, by?: Parameters<typeof govern>[2]): Promise<string> {
  return govern(server, { ...entity, kind: 'CREATE' }, by);
}
