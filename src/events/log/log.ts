import type { Event } from '../schemas/catalogue.ts';
import type { EventFacts, EventFilter } from './event-filter.ts';

/** One row of the log. `event` is null if the stored text is not an event of the current catalogue. */
export interface LogEntry {
  tenantId: string;
  epoch: string;
  offset: number;
  cursor: string;
  event: Event | null;
  facts: EventFacts;
  /** When the transaction that appended it began, by the database's clock. */
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
  /** Events up to and including this offset were removed by retention; 0 if none were. */
  trimmedThrough: number;
}

export interface LogPage {
  epoch: string;
  entries: LogEntry[];
  /** Everything up to and including this offset has been searched, whether or not it matched the filter. */
  through: number;
}

export interface EventLog {
  /** The newest position of a tenant's stream. Starts the stream if the tenant has none. */
  head(tenantId: string): Promise<StreamHead>;
  /** The newest positions of many streams, in one query. Tenants without a stream are left out. */
  heads(tenantIds: readonly string[]): Promise<Map<string, StreamHead>>;
  /**
   * The entries after an offset, in order and without gaps.
   * @throws AppError CURSOR_EXPIRED if retention has removed events that belong in the page
   */
  readAfter(tenantId: string, after: number, options: { limit: number; filter?: EventFilter }): Promise<LogPage>;
}
