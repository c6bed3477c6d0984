import { sql } from 'drizzle-orm';
import * as z from 'zod';

import { type EntityName, entityNameSchema } from '../../domain/entities/entity-name.ts';
import type { Db } from '../database/drizzle.ts';
import { entityText } from './tables.ts';

/** Names that are found for one name, and names for which others are looked for. */
const MOST_FOUND = 200;
const MOST_NAMES = 20;
/** Letters that two names must share in one place. */
const PIECE = 4;

/** Names of entities of the same type that have some letters in common with one of these, for the first of them. */
export async function findSimilarNames(db: Db, tenantId: string, names: readonly EntityName[]): Promise<EntityName[]> {
  const wanted = names.slice(0, MOST_NAMES).flatMap(({ entityType, canonicalKey }) => {
    const patterns = piecesOf(canonicalKey.toLowerCase()).map((piece) => `%${piece.replaceAll('_', '\\_')}%`);
    return patterns.length > 0 ? [{ entityType, patterns }] : [];
  });
  if (wanted.length === 0) return [];
  // By the index of the search on keys and names.
  const rows = await db.execute(sql`
    SELECT DISTINCT found.entity_type AS "entityType", found.canonical_key AS "canonicalKey"
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted ("entityType" text, patterns text[])
    CROSS JOIN LATERAL (
      SELECT entity_type, canonical_key FROM ${entityText}
      WHERE tenant_id = ${tenantId} AND entity_type = wanted."entityType"
        AND split_part(${entityText}.text, E'\\t', 1) LIKE ANY (wanted.patterns)
      ORDER BY canonical_key LIMIT ${MOST_FOUND}
    ) AS found`);
  return z.array(entityNameSchema).parse(rows);
}

/** Where a name begins, its middle, and where it ends: a typing error is in one of them at most. */
function piecesOf(key: string): string[] {
  const middle = Math.floor((key.length - PIECE) / 2);
  const pieces = [key.slice(0, PIECE), key.slice(Math.max(0, middle), middle + PIECE), key.slice(-PIECE)];
  return [...new Set(pieces)].filter((piece) => piece.length === PIECE);
}
