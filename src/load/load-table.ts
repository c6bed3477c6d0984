import { type Database, type Sql, sqlStateOf } from '../store/database/sql.ts';
import { LoadError } from './load-error.ts';
import type { Reading, RowSource } from './source/row-source.ts';
import { insertRows } from './table/insert-rows.ts';
import { findColumns, replaceTable, type TableColumn } from './table/prepare-table.ts';
import { checkTableName, type TableName } from './table/table-name.ts';
import type { Column } from './types/column-type.ts';
import { inferColumns } from './types/infer-columns.ts';

const PROGRESS_ROWS = 10_000;

export interface LoadProgress {
  /** A source is read twice: to find the types of its columns, and to insert its rows. */
  phase: 'inferring' | 'inserting';
  /** Rows of this phase. */
  rows: number;
  bytesRead: number;
  /** Left out if rows come from memory. */
  bytesTotal?: number;
}

export interface LoadOptions extends TableName {
  /**
   * `replace`, the default: the table has these rows and no others; see replaceTable for what is kept of it.
   * `append`: the table must exist and have these columns, whose types apply; its other columns get their defaults.
   */
  mode?: 'replace' | 'append';
  /** Called every 10,000 rows. */
  onProgress?: (progress: LoadProgress) => void;
}

export interface LoadResult {
  rows: number;
  /** Columns of the source, with the types that they have in the table. */
  columns: TableColumn[];
}

/**
 * Loads all rows of a source into a table, in one transaction: other sessions see the table as it was or with all rows,
 * and an error leaves it unchanged. The source is read once before the transaction begins and once within it.
 * @throws LoadError if the schema is the server's, a row is malformed or refused (with its line), or the table cannot
 *   be created or appended to
 */
export async function loadTable(
  database: Pick<Database, 'transaction'>,
  source: RowSource,
  { mode = 'replace', onProgress, ...target }: LoadOptions,
): Promise<LoadResult> {
  const name = checkTableName(target);

  function progressIn(phase: LoadProgress['phase']): (rows: number, reading: Reading) => void {
    return (rows, { bytesRead }) => {
      if (rows % PROGRESS_ROWS !== 0) return;
      onProgress?.({
        phase,
        rows,
        bytesRead,
        ...(source.bytesTotal !== undefined && { bytesTotal: source.bytesTotal }),
      });
    };
  }

  async function load(sql: Sql, found: readonly Column[]): Promise<LoadResult> {
    const columns = await (mode === 'append' ? findColumns(sql, name, found) : replaceTable(sql, name, found));
    const reading = source.read();
    const onRow = progressIn('inserting');
    const rows = await insertRows(sql, { reading, source: source.name, name, columns, onRow });
    if (reading.names.length !== columns.length)
      throw new LoadError(`${source.name}: changed while it was being loaded`);
    return { rows, columns: columns.map(({ name, type }) => ({ name, type })) };
  }

  const found = await inferColumns(source, progressIn('inferring'));
  try {
    return await database.transaction((sql) => load(sql, found), { isPatient: true });
  } catch (error) {
    if (!(error instanceof Error) || sqlStateOf(error) === undefined || error instanceof LoadError) throw error;
    throw new LoadError(`${name.schema}.${name.table}: ${error.message}`, { cause: error });
  }
}
