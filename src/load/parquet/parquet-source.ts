import { LoadError } from '../load-error.ts';
import { createColumnNames } from '../source/column-names.ts';
import type { Row, RowSource, Value } from '../source/row-source.ts';
import type { ColumnType } from '../types/column-type.ts';
import { type DuckDb, openDuckDb } from './open-duckdb.ts';
import {
  microsecondColumn,
  NANOSECONDS,
  type ParquetColumn,
  parquetColumn,
  wholeMicroseconds,
} from './parquet-column.ts';

interface ParquetFile {
  path: string;
  name: string;
  bytesTotal: number;
  isNull: (text: string) => boolean;
}

/**
 * A Parquet file, whose columns have types. Errors count its rows from 1.
 * @throws LoadError if DuckDB is not installed, or does not understand the file
 */
export async function parquetSource({ path, name, bytesTotal, isNull }: ParquetFile): Promise<RowSource> {
  const from = `read_parquet('${path.replaceAll("'", "''")}', hive_partitioning = false)`;
  const { columns, count } = await readingOf(name, (duckDb) => describe(duckDb, from));
  const select = `SELECT ${columns.map(({ expression }) => expression).join(', ')} FROM ${from}`;

  function valueOf(text: string | null, type: ColumnType | undefined): Value {
    if (text === null || (type === 'text' && isNull(text))) return null;
    return type === 'jsonb' ? { json: text } : text;
  }

  return {
    name,
    typed: true,
    hasHeader: true,
    bytesTotal,
    types: new Map(columns.map((column) => [column.name, column.type])),
    read() {
      const names = createColumnNames(name);
      names.addHeader(
        columns.map((column) => column.name),
        1,
      );
      const progress = { bytesRead: 0 };
      async function* rows(): AsyncGenerator<Row> {
        using duckDb = await openDuckDb(name);
        let line = 0;
        for await (const values of inWords(name, duckDb.query(select))) {
          line++;
          progress.bytesRead = Math.round((line / count) * bytesTotal);
          yield { line, values: values.map((value, index) => valueOf(value, columns[index]?.type)) };
        }
      }
      return Object.assign(progress, { names: names.list, rows: rows() });
    },
  };
}

async function describe(duckDb: DuckDb, from: string): Promise<{ columns: ParquetColumn[]; count: number }> {
  const columns: ParquetColumn[] = [];
  for await (const [name, type] of duckDb.query(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`,
  )) {
    if (typeof name !== 'string' || typeof type !== 'string') throw new Error('a column without a name or type');
    const isTime =
      type === NANOSECONDS && (await first(duckDb, `SELECT ${wholeMicroseconds(name)} FROM ${from}`)) === 'true';
    columns.push(isTime ? microsecondColumn(name) : parquetColumn(name, type));
  }
  return { columns, count: Number(await first(duckDb, `SELECT count(*)::VARCHAR FROM ${from}`)) };
}

async function first(duckDb: DuckDb, query: string): Promise<string | null | undefined> {
  for await (const [value] of duckDb.query(query)) return value;
  return undefined;
}

async function readingOf<T>(name: string, work: (duckDb: DuckDb) => Promise<T>): Promise<T> {
  using duckDb = await openDuckDb(name);
  try {
    return await work(duckDb);
  } catch (error) {
    throw unreadable(name, error);
  }
}

async function* inWords<T>(name: string, rows: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** DuckDB explains in further lines what its SQL means. */
function unreadable(name: string, error: unknown): LoadError {
  const [problem = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new LoadError(`${name}: ${problem}`, { cause: error });
}
