/**
 * Receives finished profiles, each once and without gaps: after an interruption, it continues after the last one.
 *
 *   npx tsx examples/follow-profiles.ts [cursor]
 *
 * Stop or kill the server while it runs, and start it again. With a cursor, it begins there.
 */
import { WebSocket } from 'ws';

// In a program of your own: import { createResumableClient } from 'metadata-governance-client';
import { createResumableClient } from '../packages/client/src/index.ts';
import { credentials, ENDPOINT } from './endpoint.ts';
import { graphql } from './gql/index.ts';

const FollowProfiles = graphql(`
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

const client = createResumableClient({
  url: ENDPOINT,
  webSocketImpl: WebSocket,
  // Called for each connection: the place to get a fresh token.
  connectionParams: () => credentials('example'),
});

const subscription = client.subscribe(FollowProfiles, {
  after: process.argv[2],
  next({ profileCompleted: { createdAt, payload } }) {
    const { canonicalKey, qualityScore, qualityGrade, rowCount } = payload;
    console.log(`${createdAt}  ${canonicalKey}  ${qualityScore} ${qualityGrade}  ${rowCount} rows`);
  },
  error([first], cursor) {
    console.error(`unreadable: ${first?.message ?? ''} (at ${cursor})`);
  },
  reset() {
    // A dashboard would load its state here; this example shows only events.
    console.error('away for too long: what was missed is not in the log any more');
  },
  status(status, cause) {
    console.error(`-- ${status}${cause ? `: ${cause.message}` : ''}`);
  },
});

process.once('SIGINT', () => void client.dispose());
await subscription.finished;
console.error(`to go on from here another time: npx tsx examples/follow-profiles.ts ${subscription.cursor ?? ''}`);
