import { type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';

import { approval } from './approvals/tables.ts';
import type { Db } from './database/drizzle.ts';
import { mdmEntity } from './entities/tables.ts';
import { entityFollow } from './notifications/tables.ts';

/** Ids of each kind that are found, in the order of their letters. */
const MOST_FOUND = 1_000;

const rowsSchema = z.array(z.object({ id: z.string() }));

/**
 * Ids under which somebody in the tenant owns an entity, or has requested, decided or followed something, in no order. Each
 * is looked up by itself in an index on ids, however many rows have it.
 */
export async function findKnownActors(db: Db, tenantId: string): Promise<string[]> {
  const sources = [
    walkOf(mdmEntity, mdmEntity.tenantId, mdmEntity.owner),
    walkOf(approval, approval.tenantId, sql`${approval.requestedBy} ->> 'actorId'`),
    walkOf(approval, approval.tenantId, sql`${approval.decidedBy} ->> 'actorId'`),
    walkOf(entityFollow, entityFollow.tenantId, entityFollow.actorId),
  ];
  const rows = await db.execute(sql.join(sources, sql` UNION `));
  return rowsSchema.parse(rows).map(({ id }) => id);

  function walkOf(table: SQLWrapper, tenant: SQLWrapper, id: SQLWrapper): SQL {
    const nextAfter = (last: SQL) =>
      sql`SELECT ${id} AS id FROM ${table} WHERE ${tenant} = ${tenantId} AND lower(${id}) > ${last}
        ORDER BY lower(${id}) LIMIT 1`;
    return sql`(WITH RECURSIVE walk (id, place) AS (
        (SELECT first.id, 1 FROM (${nextAfter(sql`''`)}) AS first)
        UNION ALL
        SELECT next.id, walk.place + 1
        FROM walk CROSS JOIN LATERAL (${nextAfter(sql`lower(walk.id)`)}) AS next
        WHERE walk.place < ${MOST_FOUND}
      ) SELECT id FROM walk)`;
  }
}
