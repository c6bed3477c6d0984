import { type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';

import type { ActorIdCase } from '../domain/actor-id.ts';
import type { Stranger } from '../domain/stranger.ts';
import { approval, approvalVote } from './approvals/tables.ts';
import type { Db } from './database/drizzle.ts';
import { entityFollow } from './notifications/tables.ts';

const strangersSchema = z.array(z.object({ actorId: z.string(), knownAs: z.string().nullable() }));

export interface StrangerQuery {
  actorIdCase: ActorIdCase;
  limit: number;
}

/** As `strangersAmong`, of these ids. */
export function findStrangers(
  db: Db,
  tenantId: string,
  actorIds: readonly string[],
  query: StrangerQuery,
): Promise<Stranger[]> {
  const named = sql`SELECT jsonb_array_elements_text(${JSON.stringify(actorIds)}::jsonb) AS id`;
  return strangersAmong(db, tenantId, named, query);
}

/**
 * Those of the ids that `named` selects, as `id`, under which nobody has requested, decided, voted or followed in the
 * tenant; in order, at most `limit`. Each is looked up by the indexes of the tables.
 */
export async function strangersAmong(
  db: Db,
  tenantId: string,
  named: SQL,
  { actorIdCase, limit }: StrangerQuery,
): Promise<Stranger[]> {
  const isAs = (id: SQLWrapper) => sql`lower(${id}) = lower(named.id)`;
  const requester = sql`${approval.requestedBy} ->> 'actorId'`;
  const decider = sql`${approval.decidedBy} ->> 'actorId'`;
  const voter = approvalVote.actorId;
  const follower = entityFollow.actorId;
  const isStranger = actorIdCase === 'ignore' ? sql`known.id IS NULL` : sql`known.id IS DISTINCT FROM named.id`;
  const rows = await db.execute(sql`SELECT named.id AS "actorId", known.id AS "knownAs"
    FROM (${named}) AS named LEFT JOIN LATERAL (
      SELECT id FROM (
        SELECT ${requester} AS id FROM ${approval} WHERE ${approval.tenantId} = ${tenantId} AND ${isAs(requester)}
        UNION ALL
        SELECT ${decider} FROM ${approval} WHERE ${approval.tenantId} = ${tenantId} AND ${isAs(decider)}
        UNION ALL
        SELECT ${voter} FROM ${approvalVote} JOIN ${approval} ON ${approval.id} = ${approvalVote.approvalId}
        WHERE ${approval.tenantId} = ${tenantId} AND ${isAs(voter)}
        UNION ALL
        SELECT ${follower} FROM ${entityFollow} WHERE ${entityFollow.tenantId} = ${tenantId} AND ${isAs(follower)}
      ) AS acting ORDER BY id <> named.id LIMIT 1
    ) AS known ON true
    WHERE ${isStranger} ORDER BY named.id LIMIT ${limit}`);
  return strangersSchema.parse(rows);
}
