import { describe, expect, it } from 'vitest';

import { createRequestFeed, type FeedPage, type Request } from '../../../../dashboard/approvals/rows/request-feed.ts';
import { byNewest } from '../../../../dashboard/approvals/rows/request-rows.ts';
import { explainError } from '../../../../dashboard/graph/explain-error.ts';
import { text } from '../../../../dashboard/text/text.ts';

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

describe('a feed of requests', () => {
  it('has a sentence for any error that a page ends with', async () => {
    const { feed, reads } = setUp();
    const loading = feed.load();
    reads[0]?.fail(new Error('The answer has neither data nor errors.'));
    await loading;
    expect(feed.state.error && explainError(feed.state.error)).toBe(text.errors.unreachable);
  });
});
