import type { Viewer } from '../../domain/viewer.ts';
import type { Db } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import type { WarehouseCatalogue } from '../../workflow/datasets/warehouse-catalogue.ts';

/** Where loaders read. */
export interface LoaderParts {
  database: Database;
  log: StoredEventLog;
  catalogue: WarehouseCatalogue;
}

/** Where the loaders of an execution read, and for whom. */
export interface LoaderScope extends LoaderParts {
  db: Db;
  tenantId: string;
  /** The actor is read only for what depends on it: executions in which nothing does are shared by actors. */
  viewer: Viewer;
}

/** For each key the value with that key; undefined where there is none. */
export function inOrder<K, V>(keys: readonly K[], values: readonly V[], keyOf: (value: V) => K): (V | undefined)[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}
