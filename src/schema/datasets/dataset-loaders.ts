import DataLoader from 'dataloader';

import type { WarehouseColumn } from '../../domain/datasets/warehouse-table.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import { findBoundToTables } from '../../store/datasets/bound-to-tables.ts';
import type { LoaderScope } from '../kit/loading.ts';

interface Name {
  schema: string;
  table: string;
}

/** Most entities that a dataset shows, and most rules of all of its columns. */
export const MAX_BOUND = 100;
export const MAX_RULES = 1_000;

/** What there is to a table of the warehouse. */
export interface DatasetLoaders {
  columns: DataLoader<Name, WarehouseColumn[], string>;
  /** The active entities that are bound to it, without rules. */
  entities: DataLoader<Name, Entity[], string>;
  /** The active rules of its columns. */
  rules: DataLoader<Name, Entity[], string>;
}

export function createDatasetLoaders({ db, tenantId, catalogue }: LoaderScope): DatasetLoaders {
  const bound = (areRules: boolean, most: number) =>
    new DataLoader((names: readonly Name[]) => findBoundToTables(db, tenantId, names, { areRules, most }), {
      cacheKeyFn: keyOf,
    });
  return {
    columns: new DataLoader((names) => catalogue.columnsOf(tenantId, names), { cacheKeyFn: keyOf }),
    entities: bound(false, MAX_BOUND),
    rules: bound(true, MAX_RULES),
  };
}

function keyOf({ schema, table }: Name): string {
  return JSON.stringify([schema, table]);
}
