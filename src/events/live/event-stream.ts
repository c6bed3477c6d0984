import type { LogEntry } from '../log/log.ts';
import type { Bookmark } from './feed-reader.ts';
import type { Member } from './member.ts';

/** A stream that knows the position after which it begins, as clients see it. */
export interface PlacedStream {
  readonly start: string;
}

/**
 * A tenant's events after a position: those of the log, then live ones, in offset order, each once. Either iterate, or
 * let a member join those who get the same.
 */
export interface EventStream extends PlacedStream, AsyncIterable<LogEntry | Bookmark> {
  /** Delivers to the member from now on, until it leaves its broadcast. */
  join(member: Member): void;
}

export function isEventStream(source: AsyncIterable<unknown>): source is EventStream {
  return 'join' in source && typeof source.join === 'function';
}

export function startOf(source: AsyncIterable<unknown>): string | undefined {
  return 'start' in source && typeof source.start === 'string' ? source.start : undefined;
}
