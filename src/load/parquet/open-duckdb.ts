import { LoadError } from '../load-error.ts';

/** A database of its own in memory, which reads files and nothing else: it loads no extensions over the network. */
const OPTIONS = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

/** Texts, as all columns are read. */
type TextRow = readonly (string | null)[];

export interface DuckDb extends Disposable {
  /** The rows of a query, whose columns are all texts. */
  query(sql: string): AsyncGenerator<TextRow>;
}

/**
 * Opens DuckDB, which is loaded when the first file needs it, because it is large and few programs do.
 * @throws LoadError that says what to install where it is missing
 */
export async function openDuckDb(file: string): Promise<DuckDb> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    const problem = isMissing ? 'is not installed' : `cannot be loaded (${String(error)})`;
    throw new LoadError(
      `${file}: .parquet files are read by DuckDB, which ${problem}; npm install --no-save @duckdb/node-api installs it`,
      { cause: error },
    );
  });
  const instance = await DuckDBInstance.create(':memory:', OPTIONS);
  const connection = await instance.connect();
  // Times with a zone are printed in that of the session.
  await connection.run(`SET TimeZone = 'UTC'`);
  return {
    async *query(sql) {
      const result = await connection.stream(sql);
      for await (const rows of result.yieldRows()) for (const row of rows) yield row.map(textOf);
    },
    [Symbol.dispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  throw new Error('DuckDB returned something that is not text');
}
