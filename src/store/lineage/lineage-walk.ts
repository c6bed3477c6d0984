import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import { entityNameSchema } from '../../domain/entities/entity-name.ts';
import { type LineageDirection, lineageNodes, type ReachedEntity } from '../../domain/lineage/lineage.ts';
import type { LineageAnswer, LineageWalk } from '../../domain/lineage/lineage-walk.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import { lineageEdge } from './tables.ts';

const reachedSchema = z.array(
  z.object({
    ...entityNameSchema.shape,
    entityId: z.string().nullable(),
    step: z
      .object({
        previous: entityNameSchema,
        viaId: z.string(),
        fromColumn: z.string().nullable(),
        toColumn: z.string().nullable(),
        transformation: z.string().nullable(),
      })
      .nullable(),
  }),
);
const rowSchema = z.object({ walk: z.number(), distance: z.number(), found: z.string() });

/**
 * Walks the lineage of a tenant breadth first, many walks in one statement, and returns them in order. Names without an
 * entity are not entered. Of paths with the same length, the one over the first names is taken.
 */
export async function walkLineage(
  db: Db,
  tenantId: string,
  direction: LineageDirection,
  walks: readonly LineageWalk[],
): Promise<LineageAnswer[]> {
  const asked = walks.map(({ origins, depth, limit }, number) => {
    return { number, origins, depth, most: limit + origins.length };
  });
  const rows = await db.execute(walkQuery(tenantId, direction, JSON.stringify(asked)));
  const reached = walks.map((): ReachedEntity[] => []);
  for (const { walk, distance, found } of z.array(rowSchema).parse(rows)) {
    const level = reachedSchema.parse(JSON.parse(found));
    reached[walk]?.push(...level.map((entity) => ({ ...entity, distance })));
  }
  return walks.map(({ includesOrigins, limit }, number) => {
    const nodes = lineageNodes(reached[number] ?? []).filter(({ distance }) => includesOrigins || distance > 0);
    return { nodes: nodes.slice(0, limit), truncated: nodes.length > limit };
  });
}

/**
 * One row for each walk and distance, with everything that is reached there. A row contains what was reached before it,
 * so that a cycle ends, nothing is entered twice, and a walk ends soon after its limit, however large the graph is.
 * That is stored in an object, whose keys are found by binary search: an array would be scanned for every edge.
 */
function walkQuery(tenantId: string, direction: LineageDirection, asked: string): SQL {
  const [near, far] = direction === 'downstream' ? ['from', 'to'] : ['to', 'from'];
  const nearType = sql.raw(`edge.${near}_type`);
  const nearKey = sql.raw(`edge.${near}_key`);
  const farType = sql.raw(`edge.${far}_type`);
  const farKey = sql.raw(`edge.${far}_key`);
  return sql`
    WITH RECURSIVE level AS (
      SELECT walk.number AS walk, walk.depth, walk.most, 0 AS distance, origin.found, origin.seen, origin.count
      FROM jsonb_to_recordset(${asked}::jsonb) AS walk(number int, depth int, most int, origins jsonb)
      CROSS JOIN LATERAL (
        SELECT
          jsonb_agg(jsonb_build_object('entityType', name."entityType", 'canonicalKey', name."canonicalKey",
            'entityId', entity.id, 'step', null)
            ORDER BY name."entityType" COLLATE "C", name."canonicalKey" COLLATE "C") AS found,
          jsonb_object_agg(name."entityType" || ':' || name."canonicalKey", 0) AS seen, count(*) AS count
        FROM jsonb_to_recordset(walk.origins) AS name("entityType" text, "canonicalKey" text)
        LEFT JOIN ${mdmEntity} AS entity ON entity.tenant_id = ${tenantId}
          AND entity.entity_type = name."entityType" AND entity.canonical_key = name."canonicalKey"
          AND entity.holds_name
      ) AS origin
      WHERE origin.found IS NOT NULL
      UNION ALL
      SELECT level.walk, level.depth, level.most, level.distance + 1, next.found, level.seen || next.seen, level.count + next.count
      FROM level
      CROSS JOIN LATERAL (
        SELECT
          jsonb_agg(jsonb_build_object('entityType', step.type, 'canonicalKey', step.key, 'entityId', step.id,
            'step', jsonb_build_object(
              'previous', jsonb_build_object('entityType', step.near_type, 'canonicalKey', step.near_key),
              'viaId', step.via_id, 'fromColumn', step.from_column, 'toColumn', step.to_column,
              'transformation', step.transformation))
            ORDER BY step.type COLLATE "C", step.key COLLATE "C") AS found,
          jsonb_object_agg(step.type || ':' || step.key, 0) AS seen, count(*) AS count
        FROM (
          SELECT DISTINCT ON (${farType} COLLATE "C", ${farKey} COLLATE "C")
            ${farType} AS type, ${farKey} AS key, ${nearType} AS near_type, ${nearKey} AS near_key, entity.id,
            edge.via_id, edge.from_column, edge.to_column, edge.transformation
          FROM jsonb_to_recordset(level.found) AS reached("entityType" text, "canonicalKey" text)
          JOIN ${lineageEdge} AS edge ON edge.tenant_id = ${tenantId}
            AND ${nearType} = reached."entityType" AND ${nearKey} = reached."canonicalKey"
          JOIN ${mdmEntity} AS entity ON entity.tenant_id = ${tenantId}
            AND entity.entity_type = ${farType} AND entity.canonical_key = ${farKey} AND entity.holds_name
          WHERE NOT level.seen ? (${farType} || ':' || ${farKey})
          ORDER BY ${farType} COLLATE "C", ${farKey} COLLATE "C", ${nearType} COLLATE "C", ${nearKey} COLLATE "C",
            edge.via_id COLLATE "C"
          LIMIT level.most + 1 - level.count
        ) AS step
      ) AS next
      WHERE level.distance < level.depth AND level.count <= level.most AND next.found IS NOT NULL
    )
    SELECT walk, distance, found::text AS found FROM level ORDER BY walk, distance`;
}
