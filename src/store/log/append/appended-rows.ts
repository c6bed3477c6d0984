import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Event } from '../../../events/schemas/catalogue.ts';
import type { Db } from '../../database/drizzle.ts';
import { entityMark, mdmEntity } from '../../entities/tables.ts';
import { eventLog } from '../tables.ts';

type Field = keyof typeof eventLog.$inferSelect;

/** Some of a tenant's rows of a table. */
export interface Slice {
  tenantId: string;
  /** Those with a larger number up to `through`. */
  after: number;
  through: number;
  /** Is added to their numbers: their offsets in the log. */
  base: number;
}

/**
 * Rows in all columns of the log, with what only the moment of the append can say. An owner and tags are those that the
 * transaction leaves behind. The counters must be locked: what they counted before is in the log then.
 * @param table has the columns of the log, with numbers as offsets
 */
export function appendedRows(table: SQL, slices: readonly Slice[]): SQL {
  const made: Partial<Record<Field, SQL>> = {
    offset: sql`row.stream_offset + slice.base`,
    owner: sql`entity.owner`,
    tags: sql`tag.keys`,
    appendedAt: sql`now()`,
    latestAt: sql`greatest(slice.latest_at,
      max(row.created_at) OVER (PARTITION BY row.tenant_id ORDER BY row.stream_offset))`,
  };
  const values = Object.entries(getTableColumns(eventLog)).map(
    ([field, column]) => made[field as Field] ?? sql`row.${sql.identifier(column.name)}`,
  );
  return sql`
    WITH slice AS MATERIALIZED (
      SELECT *, (SELECT max(latest_at) FROM ${eventLog} WHERE tenant_id = given."tenantId") AS latest_at
      FROM jsonb_to_recordset(${JSON.stringify(slices)}::jsonb)
        AS given ("tenantId" text, "after" bigint, "through" bigint, base bigint))
    SELECT ${sql.join(values, sql`, `)} FROM slice
    JOIN ${table} AS row ON row.tenant_id = slice."tenantId"
      AND row.stream_offset > slice."after" AND row.stream_offset <= slice."through"
    ${TRAITS} ORDER BY row.tenant_id, row.stream_offset`;
}

/** The tags of each row's entity. */
const TAGS = sql`
  LEFT JOIN LATERAL (
    SELECT array_agg(tag_key ORDER BY tag_key) AS keys FROM ${entityMark}
    WHERE tenant_id = row.tenant_id AND entity_type = row.entity_type AND canonical_key = row.canonical_key
  ) AS tag ON true`;

/** Owner and tags of each row's entity. */
const TRAITS = sql`
  LEFT JOIN LATERAL (
    SELECT owner FROM ${mdmEntity}
    WHERE tenant_id = row.tenant_id AND entity_type = row.entity_type AND canonical_key = row.canonical_key
      AND holds_name
    LIMIT 1
  ) AS entity ON true ${TAGS}`;

/** Rows of which each tells what is special of an event that is otherwise like the template. */
export interface AlikeRows {
  template: Event;
  counts: ReadonlyMap<string, number>;
  /** As `FoundRows.rows`. */
  rows: SQL;
  /** Events of each tenant that the same transaction appends before. */
  before: ReadonlyMap<string, number>;
}

const countSchema = z.tuple([z.object({ count: z.number() })]);

/**
 * Appends the events that the rows make. The counters must be locked.
 * @param bases newest offset of each tenant before the transaction
 */
export async function appendAlike(tx: Db, alike: AlikeRows, bases: ReadonlyMap<string, number>): Promise<void> {
  const { template, counts, rows, before } = alike;
  const { type, source, createdAt } = template;
  const places = Array.from(counts.keys(), (tenant) => ({
    tenant,
    base: (bases.get(tenant) ?? 0) + (before.get(tenant) ?? 0),
  }));
  const written = await tx.execute(sql`
    WITH place AS MATERIALIZED (
      SELECT *, (SELECT max(latest_at) FROM ${eventLog} WHERE tenant_id = given.tenant) AS latest_at
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS given (tenant text, base bigint)
    ), template AS (SELECT ${JSON.stringify(template)}::jsonb AS event),
    row AS MATERIALIZED (SELECT found.*, gen_random_uuid() AS id FROM (${rows}) AS found),
    written AS (
      INSERT INTO ${eventLog} (tenant_id, stream_offset, id, type, source, created_at, correlation_id, entity_type,
        canonical_key, tier, owner, tags, event, appended_at, latest_at)
      SELECT row.tenant_id, place.base + row.number, row.id, ${type}, ${source}, ${createdAt}::timestamptz, row.id::text,
        row.entity_type, row.canonical_key, row.tier, row.owner, tag.keys,
        event || jsonb_build_object('id', row.id, 'correlationId', row.id, 'tenantId', row.tenant_id,
          'payload', event->'payload' || row.payload),
        now(), greatest(place.latest_at, ${createdAt}::timestamptz)
      FROM row JOIN place ON place.tenant = row.tenant_id CROSS JOIN template ${TAGS}
      ORDER BY row.tenant_id, row.number
      RETURNING 1)
    SELECT count(*)::int AS count FROM written`);
  const [{ count }] = countSchema.parse(written);
  const expected = [...counts.values()].reduce((sum, some) => sum + some, 0);
  if (count !== expected) throw new Error(`${count} events were found, and ${expected} counted`);
}
