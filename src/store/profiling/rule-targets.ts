import { and, inArray, sql } from 'drizzle-orm';

import type { RuleTarget } from '../../domain/profiling/judging/rule-change.ts';
import type { Db } from '../database/drizzle.ts';
import { entityVersion } from '../entities/tables.ts';

/** A version of a business rule. */
export interface RuleVersion {
  tenantId: string;
  entityId: string;
  version: number;
}

/** A part of the dataset of a version; null: it has none. */
function partOfDataset(name: string) {
  return sql<string | null>`${entityVersion.content} #>> ${`{dataset,${name}}`}`;
}

/**
 * What each of the versions checks, and what the version before it did: the measurements that change with it. In order;
 * versions that are not recorded check nothing.
 */
export async function findRuleTargets(db: Db, versions: readonly RuleVersion[]): Promise<RuleTarget[][]> {
  if (versions.length === 0) return [];
  const { tenantId, entityId, version } = entityVersion;
  const ids = [...new Set(versions.map((one) => one.entityId))];
  const numbers = [...new Set(versions.flatMap((one) => [one.version - 1, one.version]))];
  const rows = await db
    .select({
      ...{ tenantId, entityId, version },
      ...{ schema: partOfDataset('schema'), table: partOfDataset('table'), column: partOfDataset('column') },
    })
    .from(entityVersion)
    .where(and(inArray(entityId, ids), inArray(version, numbers)));
  const found = new Map<string, RuleTarget>();
  for (const { schema, table, column, ...row } of rows) {
    if (schema !== null && table !== null) found.set(keyOf(row), { schema, table, column });
  }
  return versions.map((one) => {
    const targets = [one, { ...one, version: one.version - 1 }].flatMap((key) => found.get(keyOf(key)) ?? []);
    return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
  });
}

function keyOf({ tenantId, entityId, version }: RuleVersion): string {
  return JSON.stringify([tenantId, entityId, version]);
}
