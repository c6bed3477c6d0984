import { loadTable } from '../../src/load/load-table.ts';
import { memorySource } from '../../src/load/source/memory-source.ts';
import { parseTableName } from '../../src/load/table/table-name.ts';
import type { Database, Sql } from '../../src/store/database/sql.ts';
import type { LoadStep } from '../working-day.ts';
import { damageRows } from './damage.ts';
import { DATASET_NAMES, type DatasetName, DATASETS, type Datasets } from './datasets.ts';

/** Loads the rows of a step. `within` runs in the same transaction: both happen, or neither does. */
export async function loadSlice(
  warehouse: Database,
  datasets: Datasets,
  { dataset, mode, from, to, damage }: Pick<LoadStep, 'dataset' | 'mode' | 'from' | 'to' | 'damage'>,
  within: (sql: Sql) => Promise<void>,
): Promise<void> {
  const { columns } = datasets[dataset];
  const rows = slicedRows(datasets, { dataset, from, to, damage });
  const transaction: Database['transaction'] = (work) =>
    warehouse.transaction(async (sql) => {
      const result = await work(sql);
      await within(sql);
      return result;
    });
  await loadTable({ transaction }, memorySource(columns, rows, dataset), { ...parseTableName(dataset), mode });
}

/** The rows of a step as they arrive, damaged or not. */
export function slicedRows(
  datasets: Datasets,
  { dataset, from, to, damage }: Pick<LoadStep, 'dataset' | 'from' | 'to' | 'damage'>,
) {
  const { columns, rows } = datasets[dataset];
  const slice = { columns, rows: rows.slice(from, to) };
  return damage === undefined ? slice.rows : damageRows(damage, slice);
}

/** Loads the baseline of each table that does not exist. Returns their names. */
export async function loadMissingTables(
  warehouse: Database,
  datasets: Datasets,
  signal: AbortSignal,
): Promise<DatasetName[]> {
  const missing: DatasetName[] = [];
  for (const dataset of DATASET_NAMES) {
    signal.throwIfAborted();
    const { rows } = await warehouse.query('SELECT 1 WHERE to_regclass($1) IS NULL', [dataset]);
    if (rows.length === 0) continue;
    const to = DATASETS[dataset].baselineRows;
    await loadSlice(warehouse, datasets, { dataset, mode: 'replace', from: 0, to }, () => Promise.resolve());
    missing.push(dataset);
  }
  return missing;
}
