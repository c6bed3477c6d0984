/**
 * A table of entities with urql that stays current, without another query.
 *
 *   npx tsx examples/urql.ts
 *
 * Stop the server while it runs, and start it again: no event is missed.
 */
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';

import { credentials, ENDPOINT } from './endpoint.ts';
import type {
  FollowQualitySubscription,
  FollowQualitySubscriptionVariables,
  QualityTableQuery,
  QualityTableQueryVariables,
} from './gql/graphql.ts';
import { FollowQuality, QualityTable } from './quality-documents.ts';
import { createResumingSocket } from './resuming-socket.ts';

const socket = createResumingSocket('example');
const client = new Client({
  url: ENDPOINT,
  preferGetMethod: false,
  fetchOptions: { headers: credentials('example') },
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink) }),
      }),
    }),
  ],
});

type Row = QualityTableQuery['entities']['edges'][number]['node'];
const rows = new Map<string, Row>();

let totalCount = 0;

function showTable(): void {
  const cells = [...rows.values()].map(({ name, latestProfile }) => {
    return latestProfile ? `${name} ${latestProfile.qualityScore} ${latestProfile.qualityGrade}` : `${name} -`;
  });
  console.log(`${totalCount} entities: ${cells.join(', ')}`);
}

/** Reads the table, and follows what happens from then on. */
async function follow(): Promise<void> {
  const { data, error } = await client.query<QualityTableQuery, QualityTableQueryVariables>(QualityTable.toString(), {
    first: 10,
  });
  if (!data) throw error ?? new Error('no answer');
  totalCount = data.entities.totalCount;
  rows.clear();
  for (const { node } of data.entities.edges) rows.set(node.id, node);
  showTable();

  const after = data.streamPosition;
  client
    .subscription<FollowQualitySubscription, FollowQualitySubscriptionVariables>(FollowQuality.toString(), { after })
    .subscribe(({ data, error }) => {
      const entity = data?.profileCompleted.entity;
      if (entity) console.log(`profiled: ${entity.name}`);
      if (entity && rows.has(entity.id)) {
        rows.set(entity.id, entity);
        showTable();
      }
      // Away for longer than the log reaches back: the state is read again, and followed from there.
      if (error?.graphQLErrors[0]?.extensions.code === 'CURSOR_EXPIRED') void follow();
      else if (error) console.error(error.message);
    });
}

await follow();
