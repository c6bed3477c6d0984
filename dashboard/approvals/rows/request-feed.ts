import { createPageReader, type Reading } from '../../live/page-reader.ts';
import { createStateHolder } from '../../live/state-holder.ts';
import type { ApprovalLineFragment } from '../approval-line.generated.ts';
import { appendPage, NO_ROWS, type RequestRows, showWaiting, updateRequest } from './request-rows.ts';

export type Request = ApprovalLineFragment;

export interface FeedPage {
  requests: readonly Request[];
  /** Where the next page begins; undefined on the last. */
  endCursor: string | undefined;
  /** How many requests were looked at to find these. */
  lookedAt: number;
}

export interface FeedState extends Reading {
  rows: RequestRows<Request>;
  /** Whether the first page has arrived. */
  isReady: boolean;
  lookedAt: number;
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

const NOTHING: FeedState = {
  rows: NO_ROWS,
  isReady: false,
  isReading: false,
  hasMore: false,
  error: undefined,
  lookedAt: 0,
};

export function createRequestFeed({ readPage, order, start, stop }: FeedParts): RequestFeed {
  const holder = createStateHolder<FeedState>(NOTHING);
  /** What changed since the page that is on its way was asked for: it may be older than that. */
  let sinceAsked: ((rows: RequestRows<Request>) => RequestRows<Request>)[] = [];

  const reader = createPageReader({
    async read(after) {
      sinceAsked = [];
      return readPage(after);
    },
    take({ requests, lookedAt }, isFirst, reading) {
      const before = isFirst ? NO_ROWS : holder.value.rows;
      const rows = sinceAsked.reduce((changed, next) => next(changed), appendPage(before, requests));
      set({ ...reading, rows, isReady: true, lookedAt: (isFirst ? 0 : holder.value.lookedAt) + lookedAt });
    },
    tell: set,
  });

  function set(change: Partial<FeedState>): void {
    holder.set({ ...holder.value, ...change });
  }
  function change(next: (rows: RequestRows<Request>) => RequestRows<Request>): void {
    if (holder.value.isReading) sinceAsked.push(next);
    set({ rows: next(holder.value.rows) });
  }

  return {
    get state() {
      return holder.value;
    },
    onChange: (listener) => holder.onChange(listener),
    load: reader.first,
    more: reader.next,
    showWaiting: () => {
      set({ rows: showWaiting(holder.value.rows, order) });
    },
    renew: (requests) => {
      change((rows) => requests.reduce(updateRequest, rows));
    },
    change,
    start() {
      start();
      void reader.first();
      return () => {
        reader.drop();
        stop();
      };
    },
  };
}
