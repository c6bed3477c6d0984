import { describe, expect, it } from 'vitest';

import { createRequestFeed, type FeedPage, type Request } from '../../../../dashboard/approvals/rows/request-feed.ts';
import { addRequest, byNewest, removeRequest } from '../../../../dashboard/approvals/rows/request-rows.ts';
import { explainError } from '../../../../dashboard/graph/explain-error.ts';
import { text } from '../../../../dashboard/text/text.ts';
import { makeRequest } from './make-request.ts';

/** A feed whose pages arrive when the test says so. */
function setUp() {
  const reads: { after: string | undefined; arrive: (page: FeedPage) => void; fail: (error: unknown) => void }[] = [];
  const feed = createRequestFeed({
    order: byNewest,
    readPage: (after) =>
      new Promise((resolve, reject) => {
        reads.push({ after, arrive: resolve, fail: reject });
      }),
    start: () => undefined,
    stop: () => undefined,
  });
  return { feed, reads };
}

const pageOf = (requests: readonly Request[], endCursor?: string): FeedPage => ({
  requests,
  endCursor,
  lookedAt: requests.length,
});

describe('a feed of requests', () => {
  it('has a sentence for any error that a page ends with', async () => {
    const { feed, reads } = setUp();
    const loading = feed.load();
    reads[0]?.fail(new Error('The answer has neither data nor errors.'));
    await loading;
    expect(feed.state.error && explainError(feed.state.error)).toBe(text.errors.unreachable);
  });

  it('reads the first page anew after that has failed, instead of the next', async () => {
    const { feed, reads } = setUp();
    const first = feed.load();
    reads[0]?.arrive(pageOf([makeRequest('a')], 'cursor'));
    await first;
    const second = feed.load();
    reads[1]?.fail(new Error('away'));
    await second;
    const again = feed.more();
    reads[2]?.arrive(pageOf([makeRequest('b')], 'later'));
    await again;
    expect(feed.state.rows.shown.map(({ request }) => request.id)).toEqual(['b']);
    expect(feed.state.error).toBeUndefined();
    void feed.more();
    expect(reads.map(({ after }) => after)).toEqual([undefined, undefined, undefined, 'later']);
  });

  it('lets what changed while a page was on its way win over that page', async () => {
    const { feed, reads } = setUp();
    const first = feed.load();
    reads[0]?.arrive(pageOf([makeRequest('a')], 'cursor'));
    await first;
    const second = feed.more();
    feed.renew([makeRequest('a', { status: 'APPROVED' }), makeRequest('b', { approvalsGiven: 1 })]);
    feed.change((rows) => removeRequest(rows, 'c', 'APPROVED'));
    feed.change((rows) => addRequest(rows, makeRequest('d')));
    reads[1]?.arrive(pageOf([makeRequest('a'), makeRequest('b'), makeRequest('c'), makeRequest('e')]));
    await second;
    const { shown, waiting } = feed.state.rows;
    expect(shown.map(({ request, removed }) => [request.id, request.status, request.approvalsGiven, removed])).toEqual([
      ['a', 'APPROVED', 0, undefined],
      ['b', 'PENDING', 1, undefined],
      ['c', 'PENDING', 0, 'APPROVED'],
      ['e', 'PENDING', 0, undefined],
    ]);
    expect(waiting.map(({ id }) => id)).toEqual(['d']);
  });

  it('keeps what is new when the first page is read anew meanwhile', async () => {
    const { feed, reads } = setUp();
    const first = feed.load();
    feed.change((rows) => addRequest(rows, makeRequest('new')));
    reads[0]?.arrive(pageOf([makeRequest('a')]));
    await first;
    expect(feed.state.rows.waiting.map(({ id }) => id)).toEqual(['new']);
    const second = feed.load();
    reads[1]?.arrive(pageOf([makeRequest('new'), makeRequest('a')]));
    await second;
    expect(feed.state.rows.waiting).toEqual([]);
  });
});
