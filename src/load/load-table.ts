import type { Database } from '../store/database/sql.ts';
import { type LoadProgress, type LoadResult, loadTables } from './load-tables.ts';
import type { RowSource } from './source/row-source.ts';
import { directTarget } from './table/direct-target.ts';
import type { TableName } from './table/table-name.ts';
import type { TablePlan } from './table/table-plan.ts';

export interface LoadOptions extends TableName {
  /** Default: `replace`. */
  mode?: TablePlan['mode'];
  /** Called every 10,000 rows. */
  onProgress?: (progress: LoadProgress) => void;
}

/** As `loadTables`, for one table, in one transaction. */
export async function loadTable(
  database: Pick<Database, 'transaction'>,
  source: RowSource,
  { mode = 'replace', onProgress, ...name }: LoadOptions,
): Promise<Pick<LoadResult, 'rows' | 'columns'>> {
  const [loaded] = await loadTables(directTarget(database), [{ name, source }], { mode, onProgress });
  if (!loaded) throw new Error('one table in, and none out');
  const { rows, columns } = loaded;
  return { rows, columns };
}
