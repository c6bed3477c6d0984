import type { CombinedError } from 'urql';

import { toCombinedError } from '../../graph/to-combined-error.ts';
import { createStateHolder } from '../../live/state-holder.ts';
import type { ApprovalLineFragment } from '../approval-line.generated.ts';
import { appendPage, NO_ROWS, type RequestRows, showWaiting, updateRequest } from './request-rows.ts';

export type Request = ApprovalLineFragment;

export interface FeedPage {
  requests: readonly Request[];
  /** Where the next page begins; undefined on the last. */
  endCursor?: string | undefined;
  /** How many requests were looked at to find these. */
  lookedAt: number;
}

export interface FeedState {
  rows: RequestRows<Request>;
  /** Whether the first page has arrived. */
  isReady: boolean;
  isReading: boolean;
  hasMore: boolean;
  lookedAt: number;
  error?: CombinedError | undefined;
}

export interface FeedParts {
  readPage: (after: string | undefined) => Promise<FeedPage>;
  order: (a: Request, b: Request) => number;
  /** Begins to follow what changes, if that needs no page. */
  start: () => void;
  stop: () => void;
}

/** A list of requests that is read page by page, and changes while it is read. */
export interface RequestFeed {
  readonly state: FeedState;
  readonly onChange: (listener: () => void) => () => void;
  /** Reads the first page anew; what was shown goes when it arrives. */
  load(): Promise<void>;
  /** Reads the next page; the first anew, if that was not read. */
  more(): Promise<void>;
  showWaiting(): void;
  /** Replaces the requests among these that are there, such as those that a mutation returned. */
  renew(requests: readonly Request[]): void;
  change(change: (rows: RequestRows<Request>) => RequestRows<Request>): void;
  /** Reads the first page and follows what changes. Returns how to end that. */
  start(): () => void;
}

const NOTHING: FeedState = { rows: NO_ROWS, isReady: false, isReading: false, hasMore: false, lookedAt: 0 };

export function createRequestFeed({ readPage, order, start, stop }: FeedParts): RequestFeed {
  const holder = createStateHolder<FeedState>(NOTHING);
  let endCursor: string | undefined;
  let reading = 0;
  /** Whether what is shown has a gap, or is not there yet. */
  let isFirstMissing = true;
  /** What changed since the page that is on its way was asked for: it may be older than that. */
  let sinceAsked: ((rows: RequestRows<Request>) => RequestRows<Request>)[] = [];

  function set(change: Partial<FeedState>): void {
    holder.set({ ...holder.value, ...change });
  }
  function change(next: (rows: RequestRows<Request>) => RequestRows<Request>): void {
    if (holder.value.isReading) sinceAsked.push(next);
    set({ rows: next(holder.value.rows) });
  }

  async function read(after: string | undefined): Promise<void> {
    const turn = ++reading;
    if (after === undefined) isFirstMissing = true;
    sinceAsked = [];
    set({ isReading: true, error: undefined });
    try {
      const page = await readPage(after);
      if (turn !== reading) return;
      endCursor = page.endCursor;
      isFirstMissing = false;
      const before = after === undefined ? NO_ROWS : holder.value.rows;
      const lookedAt = (after === undefined ? 0 : holder.value.lookedAt) + page.lookedAt;
      const hasMore = endCursor !== undefined;
      const rows = sinceAsked.reduce((changed, next) => next(changed), appendPage(before, page.requests));
      set({ rows, isReady: true, isReading: false, hasMore, lookedAt });
    } catch (error) {
      if (turn === reading) set({ isReading: false, error: toCombinedError(error) });
    }
  }

  return {
    get state() {
      return holder.value;
    },
    onChange: (listener) => holder.onChange(listener),
    load: () => read(undefined),
    more: () => read(isFirstMissing ? undefined : endCursor),
    showWaiting: () => {
      set({ rows: showWaiting(holder.value.rows, order) });
    },
    renew: (requests) => {
      change((rows) => requests.reduce(updateRequest, rows));
    },
    change,
    start() {
      start();
      void read(undefined);
      return stop;
    },
  };
}
