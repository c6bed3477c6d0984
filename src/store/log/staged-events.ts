import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Event } from '../../events/schemas/catalogue.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { rowOf } from './append-events.ts';
import { appendedRows, type Slice } from './appended-rows.ts';
import { lockCounters } from './lock-counter.ts';
import { eventLog } from './tables.ts';

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

/** What `emitLike` has made of one part. */
export interface MadeEvents {
  part: number;
  tenantId: string;
  count: number;
  /** The key of the last row. */
  last: string;
}

const madeSchema = z.array(
  z
    .object({ part: z.number(), tenant_id: z.string(), count: z.number(), last: z.string() })
    .transform(({ tenant_id: tenantId, ...made }): MadeEvents => ({ ...made, tenantId })),
);

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
    async addLike(template: Event, made: SQL): Promise<MadeEvents[]> {
      await prepare();
      const { type, source, createdAt } = template;
      const rows = await tx.execute(sql`
        WITH ${made}, numbered AS MATERIALIZED (
          SELECT made.*, gen_random_uuid() AS id, row_number() OVER (PARTITION BY tenant_id ORDER BY part, place)
            + coalesce((${JSON.stringify(Object.fromEntries(counts))}::jsonb ->> tenant_id)::bigint, 0) AS number
          FROM made),
        template AS (SELECT ${JSON.stringify(template)}::jsonb AS event),
        staged AS (
          INSERT INTO staged_event (tenant_id, stream_offset, id, type, source, created_at, correlation_id, entity_type,
            canonical_key, tier, event, appended_at)
          SELECT tenant_id, number, id, ${type}, ${source}, ${createdAt}::timestamptz, id::text, entity_type,
            canonical_key, tier, event || jsonb_build_object('id', id, 'correlationId', id, 'tenantId', tenant_id,
              'payload', event->'payload' || payload), 'epoch'
          FROM numbered CROSS JOIN template)
        SELECT part, tenant_id, count(*)::int AS count, (array_agg(key ORDER BY number DESC))[1] AS last
        FROM numbered GROUP BY part, tenant_id ORDER BY part`);
      const parts = madeSchema.parse(rows);
      for (const { tenantId, count } of parts) note({ ...template, tenantId }, count);
      return parts;
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
      for (const slices of statementsOf(spans)) {
        await tx.insert(eventLog).select(appendedRows(sql`staged_event`, slices));
      }
      return spans;
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
