import { AppError } from '../../errors.ts';
import { cursorExpired } from './cursor.ts';
import type { EventLog, LogEntry, LoggedEvent, StreamHead } from './log.ts';

/** How long a hole in the offsets may close by itself: two instances' bells overtake one another by milliseconds. */
const HOLE_PATIENCE_MS = 20;
/** Events ahead of a hole that are kept in mind; what is beyond is read from the log. */
const MAX_AHEAD = 1_000;
const PAGE_SIZE = 200;

/** Somebody who is handed the live end of a stream. */
export interface Listener {
  /** In offset order, but for what the listener has had already. */
  deliver(entry: LogEntry): void;
  /** The stream cannot be followed any further. */
  fail(error: unknown): void;
  /** Called from time to time. */
  tick(): void;
}

/** One tenant's live end of the log, shared by all who listen to it. */
export interface Channel {
  readonly tenantId: string;
  readonly epoch: string;
  /** Offset of the newest entry handed to the listeners. */
  readonly position: number;
  readonly listeners: Set<Listener>;
  /** The bell rang for this event: it may be the next one, a repetition, or ahead of others. */
  receive(entry: LoggedEvent): void;
  /** Reads on from the log. */
  refill(): void;
  /** Compares with where the log stood when `position` was `seenPosition`: reads on, or fails where the stream is another. */
  compare(head: StreamHead, seenPosition: number): void;
  close(): void;
}

export interface ChannelParts {
  tenantId: string;
  head: StreamHead;
  log: EventLog;
  /** Told of a read that failed; it is tried again at the next bell or check. */
  onError: (error: unknown) => void;
  /** Told of each read that the bell made necessary. */
  onRefill: () => void;
}

export function createChannel({ tenantId, head, log, onError, onRefill }: ChannelParts): Channel {
  const { epoch } = head;
  const listeners = new Set<Listener>();
  const ahead = new Map<number, LogEntry>();
  let position = head.offset;
  let refilling: 'no' | 'running' | 'again' = 'no';
  let patience: NodeJS.Timeout | undefined;

  function advance(entry: LogEntry): void {
    position = entry.offset;
    for (const listener of listeners) listener.deliver(entry);
  }

  /** Hands on what rang ahead of a hole that has closed. */
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

  /** One refill runs at a time; what is asked for meanwhile is one more round. */
  function refill(): void {
    if (refilling !== 'no') {
      refilling = 'again';
      return;
    }
    refilling = 'running';
    onRefill();
    readOn()
      .catch((error: unknown) => {
        // Retention has overtaken the channel: what should follow will never be there again.
        if (error instanceof AppError && error.code === 'CURSOR_EXPIRED') fail(error);
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
      // The bell may have been faster than the log.
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
    receive(entry) {
      if (entry.offset <= position) return;
      // A stream that began anew, or a message from nowhere: the log knows.
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
      // A stream that is shorter than it was has been restored from a backup: its offsets mean other events now.
      if (found.epoch !== epoch || found.offset < seenPosition) fail(cursorExpired());
      else if (found.offset > position) refill();
    },
    close() {
      clearTimeout(patience);
    },
  };
}
