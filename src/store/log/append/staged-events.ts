import { type SQL, sql } from 'drizzle-orm';

import type { Event } from '../../../events/schemas/catalogue.ts';
import type { Db } from '../../database/drizzle.ts';
import { rowsAsJson } from '../../database/rows-as-json.ts';
import { eventLog } from '../tables.ts';
import { rowOf } from './append-events.ts';
import { type AlikeRows, appendAlike, appendedRows, type Slice } from './appended-rows.ts';
import { lockCounters } from './lock-counter.ts';

/** Rows that one statement appends to the log: it takes some seconds at most, well within its time limit. */
const ROWS_PER_STATEMENT = 10_000;

const CREATE_TABLE = sql`CREATE TEMP TABLE staged_event
  (LIKE ${eventLog}, PRIMARY KEY (tenant_id, stream_offset)) ON COMMIT DROP`;

/** The offsets of a transaction's events in the log of a tenant. */
export interface EventSpan {
  tenantId: string;
  first: number;
  last: number;
}

/** Rows that make events. */
export interface FoundRows {
  /** How many each tenant has. */
  counts: ReadonlyMap<string, number>;
  /** A query for them: tenant_id, a number from 1 in each tenant, entity_type, canonical_key, tier, owner and payload. */
  rows: SQL;
}

/** How many events of a type were committed. */
export interface EmittedBulk {
  tenantId: string;
  type: Event['type'];
  source: Event['source'];
  count: number;
}

/**
 * Keeps events in a table of the transaction until its end. Memory does not grow with their number, and the counter of
 * their tenant is not locked while they are made.
 */
export function createEventStaging(tx: Db) {
  const counts = new Map<string, number>();
  const bulks = new Map<string, EmittedBulk>();
  const alike: AlikeRows[] = [];
  /** Of the counters that are locked: the newest offset before. */
  const bases = new Map<string, number>();
  let isCreated = false;

  async function prepare(): Promise<void> {
    if (!isCreated) await tx.execute(CREATE_TABLE);
    isCreated = true;
  }

  function note({ tenantId, type, source }: Event, count: number): void {
    counts.set(tenantId, (counts.get(tenantId) ?? 0) + count);
    const key = JSON.stringify([tenantId, type, source]);
    bulks.set(key, { tenantId, type, source, count: (bulks.get(key)?.count ?? 0) + count });
  }

  return {
    /** Valid events of one tenant, in order. */
    async add(tenantId: string, events: readonly Event[]): Promise<void> {
      if (events.length === 0) return;
      await prepare();
      const before = counts.get(tenantId) ?? 0;
      // The time of the append is not known yet, but the column must not be null.
      const appendedAt = new Date(0);
      const rows = events.map((event, index) => ({ ...rowOf(tenantId, { event }, before + 1 + index), appendedAt }));
      await tx.execute(sql`INSERT INTO staged_event ${rowsAsJson(eventLog, rows)}`);
      for (const event of events) note(event, 1);
    },

    /** As `Transaction.emitLike`. */
    addLike(template: Event, found: FoundRows): void {
      const before = new Map(counts);
      alike.push({ template, ...found, before });
      for (const [tenantId, count] of found.counts) note({ ...template, tenantId }, count);
    },

    tenantIds: (): string[] => [...counts.keys()],
    bulks: (): EmittedBulk[] => [...bulks.values()],

    /** Appends those of the tenants. As with `appendEvents`, their counters are locked from here to the commit. */
    async append(tenantIds: readonly string[]): Promise<EventSpan[]> {
      if (tenantIds.length === 0) return [];
      const lastOffsets = await lockCounters(tx, new Map(tenantIds.map((id) => [id, counts.get(id) ?? 0])));
      const spans = Array.from(lastOffsets, ([tenantId, last]) => {
        return { tenantId, first: last - (counts.get(tenantId) ?? 0) + 1, last };
      });
      for (const { tenantId, first } of spans) bases.set(tenantId, first - 1);
      for (const slices of isCreated ? statementsOf(spans) : []) {
        await tx.insert(eventLog).select(appendedRows(sql`staged_event`, slices));
      }
      return spans;
    },

    /** Appends those of `addLike`; after all others, when the counters of all tenants are locked. */
    async appendLike(): Promise<void> {
      for (const rows of alike) await appendAlike(tx, rows, bases);
    },
  };
}

/** The rows of the spans, numbered from 1 in each, for one statement after another. */
function statementsOf(spans: readonly EventSpan[]): Slice[][] {
  const statements: Slice[][] = [];
  let room = 0;
  for (const { tenantId, first, last } of spans) {
    const base = first - 1;
    for (let after = 0; after < last - base;) {
      if (room === 0) {
        statements.push([]);
        room = ROWS_PER_STATEMENT;
      }
      const through = Math.min(last - base, after + room);
      statements.at(-1)?.push({ tenantId, after, through, base });
      room -= through - after;
      after = through;
    }
  }
  return statements;
}

export type EventStaging = ReturnType<typeof createEventStaging>;
