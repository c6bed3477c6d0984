import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import * as z from 'zod';

import type { LineageDirection } from '../../domain/lineage/lineage.ts';
import {
  type LineageGraph,
  type LineageGraphQuery,
  type LineagePlace,
  MAX_GRAPH_EDGES,
} from '../../domain/lineage/lineage-graph.ts';
import { connectionOf, type Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import { lineageEdge } from './tables.ts';

const dialect = new PgDialect();
const columnSchema = z.string().nullable();
const nodesSchema = z.array(z.tuple([z.string(), columnSchema, z.number(), z.boolean(), z.boolean()])).nullable();
const edgesSchema = z.array(z.tuple([z.number(), z.number(), z.string(), columnSchema, columnSchema])).nullable();
const rowSchema = z.tuple([
  z.object({ nodes: z.string().nullable(), edges: z.string().nullable(), hasMoreNodes: z.boolean() }),
]);

/** A part of a tenant's lineage, in one statement and so as of one moment. Names without an entity are not entered. */
export async function findLineageGraph(db: Db, tenantId: string, query: LineageGraphQuery): Promise<LineageGraph> {
  const { sql: text, params } = dialect.sqlToQuery(graphQuery(tenantId, query));
  const { rows } = await connectionOf(db).query(text, params, { isRepeated: true });
  const [row] = rowSchema.parse(rows);
  const nodes = (nodesSchema.parse(JSON.parse(row.nodes ?? 'null')) ?? []).map(
    ([entityId, column, distance, hasMoreUpstream, hasMoreDownstream]) => {
      return { entityId, column, distance, hasMoreUpstream, hasMoreDownstream };
    },
  );
  const edges = (edgesSchema.parse(JSON.parse(row.edges ?? 'null')) ?? []).flatMap(
    ([fromRank, toRank, viaId, fromColumn, toColumn]) => {
      const [from, to] = [nodes[fromRank - 1], nodes[toRank - 1]];
      return from && to ? [{ from, to, viaId, fromColumn, toColumn }] : [];
    },
  );
  return {
    nodes,
    edges: edges.slice(0, MAX_GRAPH_EDGES),
    truncated: row.hasMoreNodes || edges.length > MAX_GRAPH_EDGES,
  };
}

/**
 * One row. Each direction is walked for itself, to one node more than the limit: whatever is among the nearest of both
 * is among the nearest of its own direction.
 */
function graphQuery(tenantId: string, query: LineageGraphQuery): SQL {
  const { upstreamOf, downstreamOf, upstream, downstream, limit, isByColumn } = query;
  const reached = (direction: LineageDirection) =>
    sql`SELECT ${sql.raw(direction === 'upstream' ? '-' : '')}level.distance AS distance, place.*
      FROM ${sql.raw(direction)} AS level CROSS JOIN LATERAL ${placesIn(sql`level.found`)}`;
  const hasMore = (direction: LineageDirection) => {
    const { near, far, nearMatches } = sidesOf(direction, isByColumn);
    return sql`EXISTS (
      SELECT FROM ${lineageEdge} AS edge
      JOIN ${mdmEntity} AS entity ON ${isNamed(far, tenantId)}
      WHERE ${isNear(near, tenantId)} AND ${nearMatches}
        AND NOT (SELECT names FROM name) ? ${textOf(far)})`;
  };
  return sql`
    WITH RECURSIVE
    ${walk('upstream', tenantId, { from: upstreamOf, steps: upstream, limit, isByColumn })},
    ${walk('downstream', tenantId, { from: downstreamOf, steps: downstream, limit, isByColumn })},
    ranked AS (
      SELECT *, row_number() OVER (ORDER BY abs(distance), type COLLATE "C", key COLLATE "C", "column" COLLATE "C" NULLS FIRST) AS rank
      FROM (
        SELECT DISTINCT ON (type, key, "column") *
        FROM (${reached('upstream')} UNION ALL ${reached('downstream')}) AS reached
        ORDER BY type, key, "column", abs(distance), distance
      ) AS nearest
    ),
    node AS MATERIALIZED (SELECT * FROM ranked WHERE rank <= ${limit}),
    by_entity AS (
      SELECT jsonb_object_agg(entity.name, entity.nodes) AS nodes
      FROM (
        SELECT type || ' ' || key AS name, jsonb_agg(jsonb_build_object('rank', rank, 'column', "column")) AS nodes
        FROM node GROUP BY 1
      ) AS entity
    ),
    name AS (SELECT jsonb_object_agg(${textOf(STEP)}, 0) AS names FROM node)
    SELECT
      EXISTS (SELECT FROM ranked WHERE rank > ${limit}) AS "hasMoreNodes",
      (SELECT json_agg(json_build_array(place.id, place."column", place.distance, ${hasMore('upstream')}, ${hasMore('downstream')})
        ORDER BY place.rank) FROM node AS place)::text AS nodes,
      (SELECT json_agg(json_build_array(from_rank, to_rank, via_id, from_column, to_column)) FROM (
        SELECT source.rank AS from_rank, target.rank AS to_rank, edge.via_id, edge.from_column, edge.to_column
        FROM node AS source
        CROSS JOIN LATERAL (
          SELECT * FROM ${lineageEdge} AS edge
          WHERE edge.tenant_id = ${tenantId} AND edge.from_type = source.type AND edge.from_key = source.key OFFSET 0
        ) AS edge
        CROSS JOIN LATERAL jsonb_to_recordset((SELECT nodes FROM by_entity) -> (edge.to_type || ' ' || edge.to_key))
          AS target(rank int, "column" text)
        WHERE ${isByColumn ? COLUMNS_MATCH : sql`true`}
        ORDER BY greatest(source.rank, target.rank), source.rank, target.rank, edge.via_id COLLATE "C"
        LIMIT ${MAX_GRAPH_EDGES + 1}
      ) AS found)::text AS edges`;
}

/** An edge connects two columns if a step leads along it in either direction: at one end, the column is the stated one. */
const COLUMNS_MATCH = sql`(edge.from_column IS NULL OR edge.from_column = source."column")
  AND (edge.to_column IS NULL OR edge.to_column = target."column")
  AND (edge.from_column IS NOT DISTINCT FROM source."column" OR edge.to_column IS NOT DISTINCT FROM target."column")`;

interface Walk {
  from: readonly LineagePlace[];
  steps: number;
  limit: number;
  isByColumn: boolean;
}

/** One row for each distance, with what is first reached there, and the names of all that was reached so far. */
function walk(direction: LineageDirection, tenantId: string, { from, steps, limit, isByColumn }: Walk): SQL {
  const { near, far, nearMatches } = sidesOf(direction, isByColumn);
  const level = sql.raw(direction);
  return sql`${level} AS (
      SELECT 0 AS distance, origin.*
      FROM (
        SELECT jsonb_agg(jsonb_build_object('type', place.type, 'key', place.key, 'column', place."column", 'id', entity.id)) AS found,
          jsonb_object_agg(${textOf(PLACE)}, 0) AS seen, count(*) AS count
        FROM ${placesIn(sql`${JSON.stringify(from.map(toPlace))}::jsonb`)}
        CROSS JOIN LATERAL (SELECT id FROM ${mdmEntity} AS entity WHERE ${isNamed(PLACE, tenantId)} LIMIT 1) AS entity
      ) AS origin
      WHERE origin.found IS NOT NULL
      UNION ALL
      SELECT level.distance + 1, next.found, level.seen || next.seen, level.count + next.count
      FROM ${level} AS level
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('type', type, 'key', key, 'column', "column", 'id', id)) AS found,
          jsonb_object_agg(${textOf(STEP)}, 0) AS seen, count(*) AS count
        FROM (
          SELECT DISTINCT edge.type COLLATE "C" AS type, edge.key COLLATE "C" AS key, edge."column" COLLATE "C" AS "column", entity.id
          FROM ${placesIn(sql`level.found`)}
          CROSS JOIN LATERAL (
            SELECT ${far.type} AS type, ${far.key} AS key, ${far.column} AS "column" FROM ${lineageEdge} AS edge
            WHERE ${isNear(near, tenantId)} AND ${nearMatches} OFFSET 0
          ) AS edge
          JOIN ${mdmEntity} AS entity ON ${isNamed(FAR, tenantId)}
          WHERE NOT level.seen ? ${textOf(FAR)}
          ORDER BY type, key, "column" NULLS FIRST
          LIMIT ${limit} + 1 - level.count
        ) AS step
      ) AS next
      WHERE level.distance < ${steps} AND level.count <= ${limit} AND next.found IS NOT NULL
    )`;
}

interface Side {
  type: SQL;
  key: SQL;
  column: SQL;
}

const PLACE: Side = { type: sql`place.type`, key: sql`place.key`, column: sql`place."column"` };
/** The far end of an edge that was read from `place`. */
const FAR: Side = { type: sql`edge.type`, key: sql`edge.key`, column: sql`edge."column"` };
const STEP: Side = { type: sql`type`, key: sql`key`, column: sql`"column"` };

/** The two ends of an edge as a walk passes it, and the condition on the column at the end where it comes from. */
function sidesOf(direction: LineageDirection, isByColumn: boolean) {
  const side = (end: 'from' | 'to'): Side => ({
    type: sql.raw(`edge.${end}_type`),
    key: sql.raw(`edge.${end}_key`),
    column: isByColumn ? sql.raw(`edge.${end}_column`) : sql`NULL::text`,
  });
  const [near, far] = direction === 'downstream' ? [side('from'), side('to')] : [side('to'), side('from')];
  const nearMatches = isByColumn ? sql`(${near.column} IS NULL OR ${near.column} = ${PLACE.column})` : sql`true`;
  return { near, far, nearMatches };
}

/** `edge` begins at `place`, on this side of it. */
function isNear({ type, key }: Side, tenantId: string): SQL {
  return sql`edge.tenant_id = ${tenantId} AND ${type} = ${PLACE.type} AND ${key} = ${PLACE.key}`;
}

/** `entity` is the one at this side. */
function isNamed({ type, key }: Side, tenantId: string): SQL {
  return sql`entity.tenant_id = ${tenantId} AND entity.entity_type = ${type} AND entity.canonical_key = ${key}
    AND entity.holds_name`;
}

/** The places in a JSON array, as `place`. */
function placesIn(json: SQL): SQL {
  return sql`jsonb_to_recordset(${json}) AS place(type text, key text, "column" text, id text)`;
}

/** The same text for the same place. Types and keys contain no spaces. */
function textOf({ type, key, column }: Side): SQL {
  return sql`(${type} || ' ' || ${key} || coalesce(' ' || ${column}, ''))`;
}

function toPlace({ entityType, canonicalKey, column }: LineagePlace) {
  return { type: entityType, key: canonicalKey, column };
}
