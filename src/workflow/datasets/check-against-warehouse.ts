import type { DatasetUse } from '../../domain/datasets/warehouse-table.ts';
import type { Dataset, Entity, EntityChange } from '../../domain/entities/entity.ts';
import type { Issue, RequestKind } from '../../domain/entities/entity-change.ts';
import type { LineageEnd } from '../../domain/entities/entity-definition.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesByName } from '../../store/entities/entities.ts';
import type { WarehouseCatalogue } from './warehouse-catalogue.ts';

export interface CheckParts {
  database: Database;
  catalogue: WarehouseCatalogue;
}

/** A change whose form is right. */
export interface CheckedChange extends EntityName {
  kind: RequestKind;
  change: EntityChange;
}

/** Paths begin with `change`. */
export interface WarehouseFindings {
  /** What can never work. */
  issues: Issue[];
  /** What may not be meant, or could not be checked. */
  warnings: Issue[];
  /** False: the warehouse did not answer; a warning says why. */
  wasAsked: boolean;
}

export interface CheckOptions {
  /** False: only what the settings say is checked, because the warehouse did not answer before. Default: true. */
  asksWarehouse?: boolean;
}

/**
 * What the warehouse says about changes, for each of them in order: whether datasets, columns, key columns, the columns
 * of rules and what they refer to, and those of lineage exist, and whether rules fit their columns. A change can refer
 * to entities that others among these create. Only what a change sets is checked: an entity whose table is gone can
 * still be renamed. Must not be called inside a transaction: it takes up to a few seconds.
 */
export async function checkAgainstWarehouse(
  { database, catalogue }: CheckParts,
  { tenantId }: { tenantId: string },
  changes: readonly CheckedChange[],
  { asksWarehouse = true }: CheckOptions = {},
): Promise<WarehouseFindings[]> {
  const checked = changes.filter(({ kind }) => kind !== 'DEPRECATE');
  const names = checked.flatMap((one) => [
    ...(one.kind === 'UPDATE' && (one.change.dataset ?? one.change.businessRule) ? [one] : []),
    ...endsOf(one.change).map(([, end]) => end),
  ]);
  const found = await findEntitiesByName(drizzleOn(database), tenantId, names);
  const entities = new Map(found.map((entity) => [textOfName(entity), entity]));
  const bound = new Map(checked.map((one) => [textOfName(one), one.change.dataset]));
  const datasetOf = (name: EntityName) => {
    const changed = bound.get(textOfName(name));
    return changed === undefined ? (entities.get(textOfName(name))?.dataset ?? null) : changed;
  };
  const wanted = changes.flatMap((one, index) => {
    if (one.kind === 'DEPRECATE') return [];
    const uses = [...ownUse(one, entities.get(textOfName(one))), ...usesOfEnds(one, datasetOf)];
    return uses.map((use) => ({ ...use, index }));
  });
  const findings = changes.map((): WarehouseFindings => ({ issues: [], warnings: [], wasAsked: true }));
  if (wanted.length === 0) return findings;

  const inspection = await catalogue.inspect(
    tenantId,
    wanted.map(({ use }) => use),
    { asksWarehouse },
  );
  for (const [number, { index, pathOf }] of wanted.entries()) {
    const own = findings[index];
    for (const { kind, path, message } of inspection.findings[number] ?? []) {
      (kind === 'issue' ? own?.issues : own?.warnings)?.push({ path: ['change', ...pathOf(path)], message });
    }
  }
  if (inspection.unavailable === undefined) return findings;
  const warning = { path: ['change'], message: `what the warehouse has was not checked: ${inspection.unavailable}` };
  for (const index of new Set(wanted.map((one) => one.index))) {
    const own = findings[index];
    if (own) findings[index] = { ...own, warnings: [...own.warnings, warning], wasAsked: false };
  }
  return findings;
}

interface Wanted {
  use: DatasetUse;
  /** Where in the change a member of the use is written. */
  pathOf: (path: readonly string[]) => string[];
}

/** What a change wants of the table that it binds its entity to. */
function ownUse({ canonicalKey, change }: CheckedChange, before: Entity | undefined): Wanted[] {
  const dataset = change.dataset === undefined ? before?.dataset : change.dataset;
  if (!dataset || !(change.dataset ?? change.businessRule)) return [];
  const { check } = change.businessRule ?? before?.definition.businessRule ?? {};
  return [
    {
      use: { ...dataset, ...(check && { rule: { canonicalKey, check } }) },
      pathOf: ([member = '', ...rest]) =>
        member === 'rule' ? ['businessRule', 'check', ...rest] : ['dataset', member, ...rest],
    },
  ];
}

/** What a change wants of the tables whose columns it says lineage of. */
function usesOfEnds({ change }: CheckedChange, datasetOf: (name: EntityName) => Dataset | null): Wanted[] {
  return endsOf(change).flatMap(([name, end]) => {
    const bound = end.column === undefined ? null : datasetOf(end);
    if (!bound) return [];
    const { schema, table } = bound;
    return [{ use: { schema, table, column: end.column }, pathOf: (path) => ['lineage', name, ...path] }];
  });
}

function endsOf({ lineage }: EntityChange): ['from' | 'to', LineageEnd][] {
  return lineage
    ? [
        ['from', lineage.from],
        ['to', lineage.to],
      ]
    : [];
}
