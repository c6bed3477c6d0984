import { sql } from 'drizzle-orm';
import * as z from 'zod';

import type { ActorIdCase } from '../../domain/actor-id.ts';
import type { NewDependencies } from '../../domain/lineage/new-dependencies.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import { entityFollow } from '../notifications/tables.ts';
import { impact } from './tables.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));

const peopleSchema = z.array(
  z.object({
    person: z.string(),
    count: z.int(),
    nearest: json.pipe(z.array(z.object({ offset: z.int(), entityId: z.string() }))),
    offsets: json.pipe(z.array(z.int())),
  }),
);

/** What several events affect of what a person owns or follows. */
export type PersonAffected = z.infer<typeof peopleSchema>[number];

export interface PeopleQuery {
  tenantId: string;
  /** Of the events. */
  offsets: readonly number[];
  /** What is left out. */
  made: NewDependencies;
  actorIdCase: ActorIdCase;
  /** Reads on after this person; '' begins. */
  after: string;
  /** Most people of the answer. */
  limit: number;
  /** Most affected entities that are named for each person. */
  named: number;
}

/**
 * Owners and followers of what the events affect, by their normalized ids, in the order of these. For each: how many
 * different entities, the nearest of them with the event that is nearest to each, and the offsets of all events that affect any.
 * However much there is, only a page of people leaves the database, at the price of an aggregation for each page.
 */
export async function findPeopleAffected(db: Db, query: PeopleQuery): Promise<PersonAffected[]> {
  const { tenantId, offsets, made, actorIdCase, after, limit, named } = query;
  if (offsets.length === 0) return [];
  const personOf = (id: typeof mdmEntity.owner | typeof entityFollow.actorId) =>
    actorIdCase === 'ignore' ? sql`lower(${id})` : sql`${id}`;
  const texts = (ids: readonly string[]) => sql`${sql.param([...ids])}::text[]`;
  // Without joins of large sets: the planner cannot know how much the newest events affect.
  const rows = await db.execute(sql`
    WITH affected AS (
      SELECT entity_id, min(distance) AS distance, (array_agg(number ORDER BY distance, event_offset))[1] AS number,
        array_agg(event_offset ORDER BY distance, event_offset) AS offsets
      FROM ${impact}
      WHERE tenant_id = ${tenantId} AND event_offset = ANY (${sql.param([...offsets])}::bigint[])
        AND entity_id <> ALL (${texts(made.createdIds)})
        AND NOT EXISTS (
          SELECT FROM jsonb_array_elements(path) AS step WHERE step ->> 'viaId' = ANY (${texts(made.statingIds)})
        )
      GROUP BY entity_id
    ), concerned AS (
      SELECT person, count(*)::int AS count, string_agg(array_to_string(offsets, ','), ',') AS lists,
        (array_agg(
          jsonb_build_object('offset', offsets[1], 'entityId', entity_id)
          ORDER BY distance, offsets[1], number, entity_id
        ))[1:${named}::int] AS nearest
      FROM affected CROSS JOIN LATERAL (
        SELECT ${personOf(mdmEntity.owner)} AS person FROM ${mdmEntity}
        WHERE ${mdmEntity.tenantId} = ${tenantId} AND ${mdmEntity.id} = affected.entity_id
        UNION
        SELECT ${personOf(entityFollow.actorId)} FROM ${entityFollow}
        WHERE ${entityFollow.tenantId} = ${tenantId} AND ${entityFollow.entityId} = affected.entity_id
      ) AS people
      WHERE person > ${after}
      GROUP BY person ORDER BY person LIMIT ${limit}
    )
    SELECT person, count, to_jsonb(nearest) AS nearest, (
      SELECT jsonb_agg(DISTINCT one::bigint) FROM unnest(string_to_array(lists, ',')) AS one
    ) AS offsets
    FROM concerned ORDER BY person`);
  return peopleSchema.parse(rows);
}
