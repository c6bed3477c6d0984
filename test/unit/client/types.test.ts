import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';

import {
  AllEventsDocument,
  FollowProfilesDocument,
  type FollowProfilesSubscription,
  type FollowProfilesSubscriptionVariables,
  TypedDocumentString,
} from '../../../examples/gql/graphql.ts';
import { createResumableClient, type ResumableClient } from '../../../packages/client/src/index.ts';

// What is said here is checked by `npm run check:types`: a line that compiles although it is expected not to is an error.

const next = () => undefined;
const reset = () => undefined;
/** Never called. */
function uses(client: ResumableClient) {
  const taken: unknown[] = [];
  const ofCodegen = client.subscribe(FollowProfilesDocument, {
    next: ({ profileCompleted }, cursor) => {
      const score: number = profileCompleted.payload.qualityScore;
      const place: string = cursor;
      // @ts-expect-error the document does not ask for it
      taken.push(score, place, profileCompleted.payload.uniqueness);
    },
    reset: () => Promise.resolve(),
  });
  client.subscribe(AllEventsDocument, { variables: { filter: { types: ['DATA_REFRESHED'] } }, next, reset });
  // @ts-expect-error there is no such event type
  client.subscribe(AllEventsDocument, { variables: { filter: { types: ['NONE'] } }, next, reset });
  // @ts-expect-error the place to go on after is no variable of the user's
  client.subscribe(AllEventsDocument, { variables: { after: 'x' }, next, reset });
  // @ts-expect-error nobody could go on without a way to load the state anew
  client.subscribe(AllEventsDocument, { next });

  const node = {} as TypedDocumentNode<FollowProfilesSubscription, FollowProfilesSubscriptionVariables>;
  client.subscribe(node, {
    next: ({ profileCompleted }) => {
      taken.push(profileCompleted.cursor);
    },
    reset,
  });

  type Variables = { after?: string; key: string };
  client.subscribe<{ events: { cursor: string; id: string } }, Variables>('subscription …', {
    variables: { key: 'revenue_gross' },
    next: ({ events }) => {
      taken.push(events.id);
    },
    reset,
  });
  // @ts-expect-error a variable is missing
  client.subscribe<{ events: { cursor: string } }, Variables>('subscription …', { next, reset });
  // @ts-expect-error its result has no cursor
  client.subscribe<{ events: { id: string } }, Variables>('…', { variables: { key: 'k' }, next, reset });

  const withoutCursor = new TypedDocumentString<{ events: { id: string } }, { after?: string | null }>('…');
  // @ts-expect-error its result has no cursor
  client.subscribe(withoutCursor, { next, reset });
  const sometimesWithoutCursor = new TypedDocumentString<
    { events: { __typename: 'A'; cursor: string } | { __typename: 'B' } },
    { after?: string | null }
  >('…');
  // @ts-expect-error one of its events has no cursor
  client.subscribe(sometimesWithoutCursor, { next, reset });
  const withoutAfter = new TypedDocumentString<{ events: { cursor: string } }, { first?: number }>('…');
  // @ts-expect-error it does not declare $after
  client.subscribe(withoutAfter, { next, reset });
  const withoutVariables = new TypedDocumentString<{ events: { cursor: string } }, Record<string, never>>('…');
  // @ts-expect-error it does not declare $after
  client.subscribe(withoutVariables, { next, reset });
  return ofCodegen;
}

test('a document of either of codegen’s modes is taken, and one that cannot be resumed is refused at once', () => {
  expect(uses).toBeTypeOf('function');
  const client = createResumableClient({ url: 'ws://127.0.0.1:1/graphql', webSocketImpl: WebSocket });
  const subscribe = (text: string) => () =>
    client.subscribe<{ events: { cursor: string } }, { after?: string }>(text, { next, reset });
  expect(subscribe('subscription { events { cursor } }')).toThrow(/must declare a variable \$after/);
});
