import type { Event } from '../schemas/catalogue.ts';
import type { EventFacts, EventFilter } from './event-filter.ts';

/** One row of the log. `event` is null where the stored text is no event of today's catalogue any more. */
export interface LogEntry {
  tenantId: string;
  epoch: string;
  offset: number;
  cursor: string;
  event: Event | null;
  facts: EventFacts;
  /** When the transaction began that took it in, by the database's clock. */
  appendedAt: Date;
  /** Size of the event as JSON, in bytes. */
  bytes: number;
}

/** An entry that could be read. */
export interface LoggedEvent extends LogEntry {
  event: Event;
}

export function isReadable(entry: LogEntry): entry is LoggedEvent {
  return entry.event !== null;
}

export interface StreamHead {
  epoch: string;
  /** Offset of the newest event; 0 before the first. */
  offset: number;
  /** Events up to and including this offset have been removed by retention; 0 when none were. */
  trimmedThrough: number;
}

export interface LogPage {
  epoch: string;
  entries: LogEntry[];
  /** Everything up to and including this offset has been looked at, whether or not the filter let it through. */
  through: number;
}

export interface EventLog {
  /** The newest position of a tenant's stream; begins the stream where the tenant has none yet. */
  head(tenantId: string): Promise<StreamHead>;
  /** The newest positions of many streams by one query. A tenant that has no stream yet is left out. */
  heads(tenantIds: readonly string[]): Promise<Map<string, StreamHead>>;
  /**
   * The entries after an offset, in order, without a hole.
   * @throws AppError CURSOR_EXPIRED when retention has removed events that the page should have held
   */
  readAfter(tenantId: string, after: number, options: { limit: number; filter?: EventFilter }): Promise<LogPage>;
}
