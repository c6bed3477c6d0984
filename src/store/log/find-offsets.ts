import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Db } from '../database/drizzle.ts';
import { checkedRows, type IndexWalk } from './index-walk.ts';

/** A part of a tenant's stream. Both bounds are exclusive. */
export interface Stretch {
  after: number;
  before: number;
}

export interface OffsetQuery extends Stretch {
  tenantId: string;
  walk: IndexWalk;
  limit: number;
  newestFirst: boolean;
}

export interface FoundOffsets {
  /** At most `limit`, the first ones in the order of the search. */
  offsets: number[];
  /** The search ended here; undefined: at the end of the stretch, or because it found enough. */
  through: number | undefined;
}

const foundSchema = z.tuple([z.object({ offsets: z.array(z.number()), through: z.number().nullable() })]);

/**
 * Where the events are that a filter matches, by an index. The statement looks at a limited number of rows, however many
 * there are of which the index does not know whether they match.
 */
export async function findOffsets(db: Db, query: OffsetQuery): Promise<FoundOffsets> {
  const { tenantId, walk, after, before, limit, newestFirst } = query;
  const { branches, table, where, unchecked, rowsPerBranch } = walk;
  const isExact = unchecked.length === 0;
  const looksAt = isExact ? limit : rowsPerBranch;
  const direction = newestFirst ? sql`DESC` : sql`ASC`;
  const nearest = newestFirst ? sql`max` : sql`min`;
  const isReached = newestFirst ? sql`>=` : sql`<=`;
  const inOrder = (rows: SQL) => sql`SELECT stream_offset FROM ${table}
    WHERE ${where} AND stream_offset > ${after} AND stream_offset < ${before} ORDER BY stream_offset ${direction} ${rows}`;
  const gaveUpAt = isExact
    ? sql`NULL::bigint`
    : sql`CASE WHEN cardinality(found.offsets) < ${limit} THEN (${inOrder(sql`OFFSET ${looksAt - 1} LIMIT 1`)}) END`;
  const rows = await db.execute(sql`
    WITH walked AS MATERIALIZED (
      SELECT found.offsets, ${gaveUpAt} AS through
      FROM ${branches} CROSS JOIN LATERAL (SELECT ARRAY(
        SELECT candidate.stream_offset FROM (${inOrder(sql`LIMIT ${looksAt}`)}) AS candidate
        ${isExact ? sql`` : checkedRows(tenantId, unchecked)}
        ORDER BY candidate.stream_offset ${direction} LIMIT ${limit}
      ) AS offsets) AS found
    ), reached AS (SELECT ${nearest}(through) AS through FROM walked)
    SELECT ARRAY(
      SELECT DISTINCT one FROM reached, walked, unnest(walked.offsets) AS one
      WHERE one ${isReached} coalesce(reached.through, one) ORDER BY one ${direction} LIMIT ${limit}
    )::float8[] AS offsets, reached.through::float8 AS through
    FROM reached`);
  const [{ offsets, through }] = foundSchema.parse(rows);
  if (offsets.length === limit) return { offsets, through: offsets.at(-1) };
  return { offsets, through: through ?? undefined };
}
