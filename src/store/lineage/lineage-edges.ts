import { inArray } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import { edgesOf } from '../../domain/lineage/lineage.ts';
import type { Db } from '../database/drizzle.ts';
import { lineageEdge } from './tables.ts';

/** Edges in one statement: each has nine parameters, and Postgres accepts 65,535. */
const EDGES_PER_STATEMENT = 5_000;

/**
 * Replaces the lineage edges that these entities stated before. Must be called in the transaction that writes them; the
 * order does not matter, because an edge contains names.
 */
export async function recordEdges(db: Db, entities: readonly Entity[]): Promise<void> {
  const declaring = entities.filter(({ entityType }) => entityType === 'LINEAGE' || entityType === 'KPI');
  if (declaring.length === 0) return;
  await db.delete(lineageEdge).where(
    inArray(
      lineageEdge.viaId,
      declaring.map(({ id }) => id),
    ),
  );
  const rows = declaring.flatMap(edgesOf).map(({ from, to, ...edge }) => ({
    ...edge,
    fromType: from.entityType,
    fromKey: from.canonicalKey,
    toType: to.entityType,
    toKey: to.canonicalKey,
  }));
  for (let begin = 0; begin < rows.length; begin += EDGES_PER_STATEMENT) {
    await db.insert(lineageEdge).values(rows.slice(begin, begin + EDGES_PER_STATEMENT));
  }
}
