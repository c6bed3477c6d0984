import { cursorExpired, isCursorExpired } from '../log/cursor.ts';
import type { LogEntry, LogPage } from '../log/log.ts';
import { type Batch, batchesOf, type BatchItem } from './batch.ts';

/** Entries of a page, and the distance between the places where pages begin. */
export const REPLAY_PAGE_SIZE = 200;
const MAX_PAGES = 16;

/** Pages of a stream as they are sent, each read and rendered once for all who are at that place. */
export interface ReplayPages {
  /**
   * A page with everything that matches between the offset, or a place before it, and its own end, which is after the
   * offset.
   * @throws AppError CURSOR_EXPIRED if the log is no longer complete after the offset
   */
  after(offset: number): Promise<readonly Batch[]>;
  /** Forgets what was read. */
  clear(): void;
}

export interface ReplayPagesParts {
  /** Everything that matches after the offset, at most REPLAY_PAGE_SIZE entries. */
  read: (after: number) => Promise<LogPage>;
  render: (entries: readonly LogEntry[]) => Promise<BatchItem[]>;
  epoch: string;
}

interface Page {
  batches: Promise<readonly Batch[]>;
  /** Unknown until it is read. */
  through?: number;
}

export function createReplayPages({ read, render, epoch }: ReplayPagesParts): ReplayPages {
  /** By where they begin, from the one that was used longest ago. */
  const pages = new Map<number, Page>();

  async function load(start: number): Promise<readonly Batch[]> {
    const page = await read(start);
    if (page.epoch !== epoch) throw cursorExpired();
    return batchesOf(await render(page.entries), page.through);
  }

  function open(start: number): Page {
    const batches = load(start);
    const page: Page = { batches };
    pages.set(start, page);
    batches.then(
      (loaded) => {
        page.through = endOf(loaded);
      },
      () => {
        if (pages.get(start) === page) pages.delete(start);
      },
    );
    return page;
  }

  /** Pages begin at fixed places, so that clients who are a few events apart share them. */
  function pageAt(offset: number): Page {
    const start = offset - (offset % REPLAY_PAGE_SIZE);
    const known = pages.get(start);
    pages.delete(start);
    const isUseful = known && (known.through === undefined || known.through > offset);
    if (isUseful) pages.set(start, known);
    const page = isUseful ? known : open(start);
    const [oldest] = pages.keys();
    if (oldest !== undefined && pages.size > MAX_PAGES) pages.delete(oldest);
    return page;
  }

  async function loadFrom(offset: number): Promise<readonly Batch[]> {
    try {
      return await pageAt(offset).batches;
    } catch (error) {
      // Retention may have removed what is before the offset, and nothing after it.
      if (isCursorExpired(error)) return load(offset);
      throw error;
    }
  }

  return {
    async after(offset) {
      let batches = await loadFrom(offset);
      // It was on its way before the offset was reached.
      if (endOf(batches) <= offset) batches = await loadFrom(offset);
      if (endOf(batches) <= offset) throw cursorExpired();
      return batches;
    },
    clear() {
      pages.clear();
    },
  };
}

function endOf(batches: readonly Batch[]): number {
  return batches.at(-1)?.through ?? 0;
}
