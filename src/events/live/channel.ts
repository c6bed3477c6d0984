import { cursorExpired, isCursorExpired } from '../log/cursor.ts';
import type { EventFilter } from '../log/event-filter.ts';
import type { EventLog, LogEntry, LoggedEvent, StreamHead } from '../log/log.ts';
import { createFilterIndex, type FilterIndex } from './filter-index.ts';

/**
 * How long to wait for a gap in the offsets to close by itself: announcements of two instances can arrive out of order
 * by milliseconds.
 */
const HOLE_PATIENCE_MS = 20;
/** Events after a gap that are kept in memory; those beyond are read from the log. */
const MAX_AHEAD = 1_000;
const PAGE_SIZE = 200;

/** Receives the live end of a stream. */
export interface Listener {
  readonly filter: EventFilter;
  /** Called with the entries that match the filter, in offset order; may repeat what the listener already has. */
  deliver(entry: LogEntry): void;
  /** The stream cannot be continued. */
  fail(error: unknown): void;
  /** Called periodically. */
  tick(): void;
}

/** The live end of one tenant's stream, shared by all of its readers. */
export interface Channel {
  readonly tenantId: string;
  readonly epoch: string;
  /** Offset of the newest entry that the listeners got, if it matched. */
  readonly position: number;
  /** Events up to this offset were removed by retention when the position was last compared. */
  readonly trimmedThrough: number;
  readonly listeners: FilterIndex<Listener>;
  /** This event was announced: it may be the next one, a repetition, or ahead of others. */
  receive(entry: LoggedEvent): void;
  /** Reads on from the log. */
  refill(): void;
  /**
   * Compares with the position of the log when `position` was `seenPosition`: reads on, or fails if it is another
   * stream.
   */
  compare(head: StreamHead, seenPosition: number): void;
  close(): void;
}

export interface ChannelParts {
  tenantId: string;
  head: StreamHead;
  log: EventLog;
  /** Called when a read failed; it is tried again at the next announcement or check. */
  onError: (error: unknown) => void;
  /** Called for each read that the announcements made necessary. */
  onRefill: () => void;
}

export function createChannel({ tenantId, head, log, onError, onRefill }: ChannelParts): Channel {
  const { epoch } = head;
  const listeners = createFilterIndex<Listener>();
  const ahead = new Map<number, LogEntry>();
  let position = head.offset;
  let { trimmedThrough } = head;
  let refilling: 'no' | 'running' | 'again' = 'no';
  let patience: NodeJS.Timeout | undefined;

  function advance(entry: LogEntry): void {
    position = entry.offset;
    for (const listener of listeners.matching(entry.facts)) listener.deliver(entry);
  }

  /** Delivers events that were announced ahead of a gap that has now closed. */
  function catchUp(): void {
    for (const offset of ahead.keys()) if (offset <= position) ahead.delete(offset);
    for (let next = ahead.get(position + 1); next; next = ahead.get(position + 1)) {
      ahead.delete(next.offset);
      advance(next);
    }
    if (ahead.size === 0) {
      clearTimeout(patience);
      patience = undefined;
    } else waitForHole();
  }

  function waitForHole(): void {
    patience ??= setTimeout(() => {
      patience = undefined;
      refill();
    }, HOLE_PATIENCE_MS).unref();
  }

  /** One refill runs at a time; requests during it cause one more. */
  function refill(): void {
    if (refilling !== 'no') {
      refilling = 'again';
      return;
    }
    refilling = 'running';
    onRefill();
    readOn()
      .catch((error: unknown) => {
        // Retention has overtaken the channel: the next events no longer exist.
        if (isCursorExpired(error)) fail(error);
        else onError(error);
      })
      .finally(() => {
        const again = refilling === 'again';
        refilling = 'no';
        if (listeners.size === 0) return;
        if (again) refill();
        else catchUp();
      });
  }

  async function readOn(): Promise<void> {
    for (;;) {
      const page = await log.readAfter(tenantId, position, { limit: PAGE_SIZE });
      if (page.epoch !== epoch) {
        fail(cursorExpired());
        return;
      }
      // The announcement may have arrived before the log shows the event.
      for (const entry of page.entries) if (entry.offset === position + 1) advance(entry);
      if (page.entries.length < PAGE_SIZE || listeners.size === 0) return;
    }
  }

  function fail(error: unknown): void {
    for (const listener of [...listeners]) listener.fail(error);
  }

  return {
    tenantId,
    epoch,
    listeners,
    get position() {
      return position;
    },
    get trimmedThrough() {
      return trimmedThrough;
    },
    receive(entry) {
      if (entry.offset <= position) return;
      // A stream that began anew, or an unexpected message: the log knows.
      if (entry.epoch !== epoch) refill();
      else if (entry.offset === position + 1) {
        advance(entry);
        catchUp();
      } else {
        if (ahead.size < MAX_AHEAD) ahead.set(entry.offset, entry);
        waitForHole();
      }
    },
    refill,
    compare(found, seenPosition) {
      ({ trimmedThrough } = found);
      // A stream that became shorter was restored from a backup: its offsets now stand for other events.
      if (found.epoch !== epoch || found.offset < seenPosition) fail(cursorExpired());
      else if (found.offset > position) refill();
    },
    close() {
      clearTimeout(patience);
    },
  };
}
