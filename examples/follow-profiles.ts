/**
 * Follows finished profiles and misses none: cut off, it comes back and goes on after the last event that it has.
 *
 *   npx tsx examples/follow-profiles.ts [cursor]
 *
 * Stop the server while it runs, or kill it, and start it again. Given a cursor, it begins there.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { credentials, ENDPOINT } from './endpoint.ts';
import { graphql } from './gql/index.ts';
import type { FollowProfilesSubscription, StreamPositionQuery } from './gql/graphql.ts';

const ProfileCompleted = graphql(`
  subscription FollowProfiles($after: String) {
    profileCompleted(after: $after) {
      cursor
      createdAt
      payload {
        canonicalKey
        qualityScore
        qualityGrade
        rowCount
      }
    }
  }
`);

const StreamPosition = graphql(`
  query StreamPosition {
    streamPosition
  }
`);

const RECONNECT_MS = 1_000;

// The stock client would reconnect by itself, but with the same variables as before: the cursor has to change.
const client = createClient({
  url: ENDPOINT.replace(/^http/, 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: credentials('example'),
  retryAttempts: 0,
});

/** Where the stream is now: what happens from here on is not missed, not even before the first event has come. */
async function streamPosition(): Promise<string> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials('example') },
    body: JSON.stringify({ query: StreamPosition.toString() }),
  });
  const { data, errors } = (await response.json()) as { data?: StreamPositionQuery; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? `status ${response.status}`);
  return data.streamPosition;
}

let after = process.argv[2] ?? (await streamPosition());
for (;;) {
  try {
    const query = ProfileCompleted.toString();
    for await (const { data, errors } of client.iterate<FollowProfilesSubscription>({ query, variables: { after } })) {
      if (errors) {
        console.error(errors[0]?.message);
        if (errors[0]?.extensions?.code === 'CURSOR_EXPIRED') process.exit(1);
      }
      if (!data) continue;
      const { cursor, createdAt, payload } = data.profileCompleted;
      after = cursor;
      console.log(`${createdAt}  ${payload.canonicalKey}  ${payload.qualityScore} ${payload.qualityGrade}  ${cursor}`);
    }
  } catch (error) {
    const { code, reason } = error as { code?: number; reason?: string };
    console.error(`cut off (${code ?? 'no connection'} ${reason ?? ''}); trying again, after ${after}`);
  }
  await sleep(RECONNECT_MS);
}
