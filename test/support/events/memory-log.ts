import { randomUUID } from 'node:crypto';

import { cursorExpired, encodeCursor } from '../../../src/events/log/cursor.ts';
import { factsOf, matchesFilter, NO_TRAITS } from '../../../src/events/log/event-filter.ts';
import type { EventLog, LoggedEvent, StreamHead } from '../../../src/events/log/log.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';

export interface MemoryLog extends EventLog {
  /** Appends to the stream of each event's tenant, and returns the new entries. */
  append(...events: readonly Event[]): LoggedEvent[];
  /** Removes the events up to and including the offset, as retention does. */
  trim(tenantId: string, through: number): void;
  /** Gives the stream another life. */
  beginAnew(tenantId: string): void;
  cursorAt(tenantId: string, offset: number): string;
}

/** The log without a database. test/store/events/event-log.test.ts holds it to what the stored ones do. */
export function createMemoryLog(): MemoryLog {
  const streams = new Map<string, { head: StreamHead; entries: LoggedEvent[] }>();

  function streamOf(tenantId: string) {
    const stream = streams.get(tenantId) ?? {
      head: { epoch: randomUUID(), offset: 0, trimmedThrough: 0 },
      entries: [],
    };
    streams.set(tenantId, stream);
    return stream;
  }

  return {
    append: (...events) =>
      events.map((event) => {
        const { tenantId } = event;
        const { head, entries } = streamOf(tenantId);
        const place = { tenantId, epoch: head.epoch, offset: ++head.offset };
        const bytes = JSON.stringify(event).length;
        const entry = { ...place, cursor: encodeCursor(place), event, facts: factsOf(event, NO_TRAITS), bytes };
        entries.push({ ...entry, appendedAt: new Date() });
        return { ...entry, appendedAt: new Date() };
      }),
    trim(tenantId, through) {
      const { head, entries } = streamOf(tenantId);
      head.trimmedThrough = Math.max(head.trimmedThrough, through);
      entries.splice(0, entries.findLastIndex(({ offset }) => offset <= through) + 1);
    },
    beginAnew(tenantId) {
      streamOf(tenantId).head.epoch = randomUUID();
    },
    cursorAt: (tenantId, offset) => encodeCursor({ epoch: streamOf(tenantId).head.epoch, offset }),
    head: (tenantId) => answer(() => ({ ...streamOf(tenantId).head })),
    heads: (tenantIds) =>
      answer(
        () =>
          new Map(
            tenantIds.flatMap((tenantId) => {
              const stream = streams.get(tenantId);
              return stream ? [[tenantId, { ...stream.head }] as const] : [];
            }),
          ),
      ),
    readAfter: (tenantId, after, { limit, filter = {} }) =>
      answer(() => {
        const { head, entries } = streamOf(tenantId);
        if (after < head.trimmedThrough) throw cursorExpired();
        const found = entries
          .filter(({ offset, facts }) => offset > after && matchesFilter(filter, facts))
          .slice(0, limit);
        const last = found.at(-1);
        const through = last && found.length === limit ? last.offset : Math.max(head.offset, after);
        return { epoch: head.epoch, entries: found, through };
      }),
  };
}

/** Looks after others have had their turn, as a database would. */
async function answer<T>(look: () => T): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve));
  return look();
}

/** The same log, whose pages cannot be read while `fails` says so. */
export function failingLog(log: MemoryLog, fails: () => boolean): MemoryLog {
  return {
    ...log,
    readAfter: (...args) => (fails() ? Promise.reject(new Error('no database')) : log.readAfter(...args)),
  };
}
