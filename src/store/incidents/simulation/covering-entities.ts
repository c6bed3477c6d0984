import { and, asc, eq, gt, gte, inArray, lt, ne } from 'drizzle-orm';

import type { Dataset, Entity } from '../../../domain/entities/entity.ts';
import type { IncidentHistory } from '../../../domain/incidents/simulation/incident-history.ts';
import type { Db } from '../../database/drizzle.ts';
import { toEntity } from '../../entities/entity-row.ts';
import { mdmEntity } from '../../entities/tables.ts';
import { keyOf } from '../watch/dataset-refreshes.ts';
import { findSubjectStates } from './subject-states.ts';

/** Entities that one statement reads. */
const ENTITIES_AT_A_TIME = 500;

/** When an active entity that is no business rule was bound to a column, or all columns, of a table. */
interface Cover {
  column: string | null;
  fromMs: number;
  untilMs: number;
}

/** Whether trouble with the columns of business rules was that of other entities. */
export interface Covering {
  isCovered: IncidentHistory['isCovered'];
  coverChanges: IncidentHistory['coverChanges'];
  /** Must be called before: reads what is not known yet of the tables of these entities, if rules are among them. */
  learn(entities: readonly Entity[]): Promise<void>;
}

/**
 * Of the entities that were not changed since the period began, the database says to what they are bound, each column of a
 * table once; of the others, which are read when the first rule is met, their bindings in the period are kept.
 */
export function createCovering(db: Db, tenantId: string, { from, to }: { from: Date; to: Date }): Covering {
  const covers = new Map<string, Cover[]>();
  const known = new Set<string>();
  let hasChanged = false;

  function add({ schema, table }: { schema: string; table: string }, cover: Cover): void {
    const key = keyOf({ schema, table });
    covers.set(key, [...(covers.get(key) ?? []), cover]);
  }

  async function learnUnchanged(tables: readonly string[]): Promise<void> {
    const { datasetSchema: schema, datasetTable: table, datasetColumn: column } = mdmEntity;
    const rows = await db
      .selectDistinct({ schema, table, column })
      .from(mdmEntity)
      .where(
        and(
          ofOthers(tenantId),
          eq(mdmEntity.status, 'ACTIVE'),
          lt(mdmEntity.updatedAt, from),
          inArray(table, [...tables]),
        ),
      );
    for (const { schema, table, column } of rows) {
      if (schema !== null && table !== null) add({ schema, table }, { column, fromMs: -Infinity, untilMs: Infinity });
    }
  }

  async function learnChanged(): Promise<void> {
    for (let after = ''; ;) {
      const rows = await db
        .select()
        .from(mdmEntity)
        .where(and(ofOthers(tenantId), gte(mdmEntity.updatedAt, from), gt(mdmEntity.id, after)))
        .orderBy(asc(mdmEntity.id))
        .limit(ENTITIES_AT_A_TIME);
      for (const states of (await findSubjectStates(db, tenantId, rows.map(toEntity), { from, to })).values()) {
        for (const [index, { dataset, status, fromMs }] of states.entries()) {
          const untilMs = states[index + 1]?.fromMs ?? Infinity;
          if (dataset && status === 'ACTIVE') add(dataset, { column: dataset.column ?? null, fromMs, untilMs });
        }
      }
      const last = rows.at(-1);
      if (!last || rows.length < ENTITIES_AT_A_TIME) return;
      after = last.id;
    }
  }

  return {
    async learn(entities) {
      const rules = entities.filter(({ entityType }) => entityType === 'BUSINESS_RULE');
      if (rules.length === 0) return;
      if (!hasChanged) await learnChanged();
      hasChanged = true;
      const states = await findSubjectStates(db, tenantId, rules, { from, to });
      const tables = [...states.values()].flat().flatMap(({ dataset }) => dataset?.table ?? []);
      const unknown = [...new Set(tables)].filter((table) => !known.has(table));
      if (unknown.length === 0) return;
      for (const table of unknown) known.add(table);
      await learnUnchanged(unknown);
    },
    isCovered: (by, dataset: Dataset, atMs) =>
      (covers.get(keyOf(dataset)) ?? []).some(
        ({ column, fromMs, untilMs }) =>
          fromMs <= atMs && atMs < untilMs && (by === 'table' || column === null || column === (dataset.column ?? '')),
      ),
    coverChanges: (dataset, afterMs) => {
      const times = (covers.get(keyOf(dataset)) ?? []).flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]);
      const later = times.filter((timeMs) => timeMs > afterMs && timeMs < Infinity);
      return [...new Set(later)].sort((one, other) => one - other);
    },
  };
}

function ofOthers(tenantId: string) {
  return and(eq(mdmEntity.tenantId, tenantId), ne(mdmEntity.entityType, 'BUSINESS_RULE'));
}
