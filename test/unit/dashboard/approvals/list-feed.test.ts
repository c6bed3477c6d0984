import { Client, fetchExchange } from 'urql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createListFeed } from '../../../../dashboard/approvals/rows/list-feed.ts';
import type { LiveEvent } from '../../../../dashboard/live/live.ts';
import { makeRequest } from './make-request.ts';

type Answer = (ids: readonly string[]) => Promise<Response>;

const answered: Answer = (ids) =>
  Promise.resolve(
    Response.json({ data: { nodes: ids.map((id) => ({ __typename: 'Approval', ...makeRequest(id) })) } }),
  );
const away: Answer = () => Promise.reject(new Error('away'));

/** A list whose requests are asked for at a server that answers as the test says. */
function setUp() {
  const asked: (readonly string[])[] = [];
  const server = { answer: answered };
  let tell: (events: readonly LiveEvent[]) => void = () => undefined;
  const clientOf = (fetchOne: typeof fetch) =>
    new Client({ url: 'http://test/graphql', preferGetMethod: false, exchanges: [fetchExchange], fetch: fetchOne });
  const page = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
  const feed = createListFeed(
    {
      client: clientOf(() => Promise.resolve(Response.json({ data: { approvals: page } }))),
      uncached: clientOf((_url, init) => {
        const { variables } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as {
          variables: { ids: string[] };
        };
        asked.push(variables.ids);
        return server.answer(variables.ids);
      }),
      live: {
        onEvents(listener) {
          tell = listener;
          return () => undefined;
        },
        onReset: () => () => undefined,
      },
    },
    { search: {} },
  );
  return {
    asked,
    server,
    feed,
    report: (approvalId: string) => {
      tell([{ payload: { approvalId } } as LiveEvent]);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks for the requests that events name', async () => {
  const { asked, feed, report } = setUp();
  const stop = feed.start();
  await vi.advanceTimersByTimeAsync(0);
  report('a');
  report('b');
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([['a', 'b']]);
  expect(feed.state.rows.waiting.map(({ id }) => id)).toEqual(['a', 'b']);
  stop();
});

it('asks again for those that it got no answer about', async () => {
  const { asked, server, feed, report } = setUp();
  const stop = feed.start();
  await vi.advanceTimersByTimeAsync(0);
  server.answer = away;
  report('a');
  await vi.advanceTimersByTimeAsync(500);
  server.answer = answered;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([['a'], ['a']]);
  expect(feed.state.rows.waiting.map(({ id }) => id)).toEqual(['a']);
  stop();
});

it('asks nothing after it was stopped, not even when a request was on its way', async () => {
  const { asked, server, feed, report } = setUp();
  const stop = feed.start();
  await vi.advanceTimersByTimeAsync(0);
  let fail: (error: Error) => void = () => undefined;
  server.answer = () =>
    new Promise((_, reject) => {
      fail = reject;
    });
  report('a');
  await vi.advanceTimersByTimeAsync(500);
  stop();
  fail(new Error('away'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([['a']]);
  expect(vi.getTimerCount()).toBe(0);
});
