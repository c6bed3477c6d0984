/**
 * A table of entities in Apollo Client that stays current: an event updates the row of its entity in the cache, and
 * nothing is queried again.
 *
 *   npx tsx examples/apollo-client.ts
 *
 * Stop the server while it runs, and start it again: no event is missed.
 */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';

import { credentials, ENDPOINT } from './endpoint.ts';
import type {
  FollowQualitySubscription,
  FollowQualitySubscriptionVariables,
  QualityTableQuery,
  QualityTableQueryVariables,
} from './gql/graphql.ts';
import { FollowQuality, QualityTable } from './quality-documents.ts';
import { createResumingSocket } from './resuming-socket.ts';

// Codegen makes strings here. With its default `documentMode`, Apollo takes the documents as they are.
const table: TypedDocumentNode<QualityTableQuery, QualityTableQueryVariables> = gql(QualityTable.toString());
const events: TypedDocumentNode<FollowQualitySubscription, FollowQualitySubscriptionVariables> = gql(
  FollowQuality.toString(),
);
const variables = { first: 10 };

const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(createResumingSocket('example')),
    new HttpLink({ uri: ENDPOINT, headers: credentials('example') }),
  ),
});

/** Reads the table, and follows what happens from then on. */
async function follow(): Promise<void> {
  const { data } = await client.query({ query: table, variables, fetchPolicy: 'network-only' });
  client.subscribe({ query: events, variables: { after: data?.streamPosition } }).subscribe(({ data, error }) => {
    const entity = data?.profileCompleted.entity;
    if (entity) console.log(`profiled: ${entity.name}`);
    // Away for longer than the log reaches back: the state is read again, and followed from there.
    if (CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code === 'CURSOR_EXPIRED') void follow();
    else if (error) console.error(error.message);
  });
}

// The cache calls this for each change of a row that it holds, whoever made it.
client.watchQuery({ query: table, variables, fetchPolicy: 'cache-only' }).subscribe(({ data, dataState }) => {
  if (dataState !== 'complete') return;
  const rows = data.entities.edges.map(({ node: { name, latestProfile } }) => {
    return latestProfile ? `${name} ${latestProfile.qualityScore} ${latestProfile.qualityGrade}` : `${name} -`;
  });
  console.log(`${data.entities.totalCount} entities: ${rows.join(', ')}`);
});

await follow();
