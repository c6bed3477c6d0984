/**
 * Requests a change of an entity as one person and approves it as another.
 *
 *   npx tsx examples/approve-change.ts [canonicalKey]
 *
 * The entity is a METADATA one; the demo has `movies`.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { credentials, ENDPOINT } from './endpoint.ts';
import type { TypedDocumentString } from './gql/graphql.ts';
import { graphql } from './gql/index.ts';

const EntityVersion = graphql(`
  query EntityVersion($canonicalKey: String!) {
    entity(entityType: METADATA, canonicalKey: $canonicalKey) {
      version
      description
    }
  }
`);

const RequestChange = graphql(`
  mutation RequestChange($input: RequestApprovalInput!) {
    requestApproval(input: $input) {
      __typename
      ... on RequestApprovalSuccess {
        approval {
          id
          diff {
            field
            before
            after
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

const ApproveChange = graphql(`
  mutation ApproveChange($approvalId: ID!) {
    approve(input: { approvalId: $approvalId, comment: "Reads well." }) {
      __typename
      ... on ApproveSuccess {
        approval {
          status
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

async function execute<R, V>(actorId: string, document: TypedDocumentString<R, V>, variables: V): Promise<R> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials(actorId) },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: R; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? `status ${response.status}`);
  return data;
}

const canonicalKey = process.argv[2] ?? 'movies';
const { entity } = await execute('anna', EntityVersion, { canonicalKey });
if (!entity) throw new Error(`there is no METADATA ${canonicalKey}; is the demo running?`);

const description = `Described by an example at ${new Date().toISOString()}.`;
const { requestApproval } = await execute('anna', RequestChange, {
  input: {
    entityType: 'METADATA',
    canonicalKey,
    kind: 'UPDATE',
    expectedVersion: entity.version,
    change: { description },
  },
});
if (requestApproval.__typename !== 'RequestApprovalSuccess') throw new Error(requestApproval.message);
console.log('anna requests', requestApproval.approval.diff);

const { approve } = await execute('bert', ApproveChange, { approvalId: requestApproval.approval.id });
if (approve.__typename !== 'ApproveSuccess') throw new Error(approve.message);
console.log('bert approves:', approve.approval.status);

for (let version = entity.version; version === entity.version;) {
  await sleep(100);
  const now = await execute('anna', EntityVersion, { canonicalKey });
  version = now.entity?.version ?? version;
  if (version > entity.version) console.log(`version ${version} is in force: ${now.entity?.description ?? ''}`);
}
