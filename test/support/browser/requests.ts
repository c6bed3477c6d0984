import { until } from '../until.ts';
import { ask } from './ask.ts';

const REQUEST = `mutation ($input: RequestApprovalInput!) {
  requestApproval(input: $input) {
    __typename
    ... on RequestApprovalSuccess { approval { id } }
    ... on Error { message }
  }
}`;
const APPROVE = `mutation ($id: ID!) {
  approve(input: { approvalId: $id }) { __typename ... on Error { message } }
}`;
const APPLIED = `query ($id: ID!) { approval(id: $id) { appliedAt } }`;

/** Has somebody ask for a change. Returns the id of the request. */
async function request(url: string, actor: string, input: object): Promise<string> {
  const { requestApproval } = await ask<{ requestApproval: { approval?: { id: string }; message?: string } }>(
    url,
    REQUEST,
    { input },
    { 'x-actor-id': actor },
  );
  if (!requestApproval.approval) throw new Error(`the request was refused: ${requestApproval.message}`);
  return requestApproval.approval.id;
}

/** A glossary term that is in force, and a request by anna to give it another name. */
export async function requestRenaming(url: string, canonicalKey: string, name: string): Promise<string> {
  const term = { entityType: 'GLOSSARY', canonicalKey };
  const change = { name: `Term ${canonicalKey}`, tier: 'TIER3', glossary: { definition: 'Something.' } };
  const id = await request(url, 'anna', { ...term, kind: 'CREATE', change });
  await ask(url, APPROVE, { id }, { 'x-actor-id': 'bert' });
  await until('the term to be in force', async () => {
    const { approval } = await ask<{ approval: { appliedAt: string | null } }>(url, APPLIED, { id });
    return approval.appliedAt !== null;
  });
  return request(url, 'anna', { ...term, kind: 'UPDATE', expectedVersion: 1, change: { name } });
}
