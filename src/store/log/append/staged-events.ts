import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Event } from '../../../events/schemas/catalogue.ts';
import type { Db } from '../../database/drizzle.ts';
import { rowsAsJson } from '../../database/rows-as-json.ts';
import { eventLog } from '../tables.ts';
import { rowOf } from './append-events.ts';
import { appendedRows } from './appended-rows.ts';
import { lockCounter } from './lock-counter.ts';

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

/** What `emitLike` has made. */
export interface MadeEvents {
  count: number;
  /** The key of the last row; undefined: there was none. */
  last: string | undefined;
}

const madeSchema = z.tuple([z.object({ count: z.number(), last: z.string().nullable() })]);

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
    async addLike(template: Event, made: SQL): Promise<MadeEvents> {
      await prepare();
      const { tenantId, type, source, createdAt } = template;
      const before = counts.get(tenantId) ?? 0;
      const rows = await tx.execute(sql`
        WITH ${made}, numbered AS MATERIALIZED (SELECT made.*, gen_random_uuid() AS id FROM made),
        template AS (SELECT ${JSON.stringify(template)}::jsonb AS event),
        staged AS (
          INSERT INTO staged_event (tenant_id, stream_offset, id, type, source, created_at, correlation_id, entity_type,
            canonical_key, tier, event, appended_at)
          SELECT ${tenantId}, ${before}::bigint + number, id, ${type}, ${source}, ${createdAt}::timestamptz, id::text,
            entity_type, canonical_key, tier,
            event || jsonb_build_object('id', id, 'correlationId', id, 'payload', event->'payload' || payload), 'epoch'
          FROM numbered CROSS JOIN template)
        SELECT count(*)::int AS count, (SELECT key FROM numbered ORDER BY number DESC LIMIT 1) AS last FROM numbered`);
      const [{ count, last }] = madeSchema.parse(rows);
      if (count > 0) note(template, count);
      return { count, last: last ?? undefined };
    },

    tenantIds: (): string[] => [...counts.keys()],
    bulks: (): EmittedBulk[] => [...bulks.values()],

    /** Appends those of a tenant. As with `appendEvents`, the counter is locked from here to the commit. */
    async append(tenantId: string): Promise<EventSpan> {
      const count = counts.get(tenantId) ?? 0;
      const { lastOffset } = await lockCounter(tx, tenantId, count);
      const base = lastOffset - count;
      for (let taken = 0; taken < count; taken += ROWS_PER_STATEMENT) {
        const from = sql`(SELECT * FROM staged_event WHERE tenant_id = ${tenantId}
          AND stream_offset > ${taken} AND stream_offset <= ${taken + ROWS_PER_STATEMENT}) AS row`;
        await tx.insert(eventLog).select(appendedRows({ tenantId, from, base }));
      }
      return { tenantId, first: base + 1, last: lastOffset };
    },
  };
}

export type EventStaging = ReturnType<typeof createEventStaging>;
