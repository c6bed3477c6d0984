import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

/** Writes what a query of DuckDB returns as a Parquet file, and gives its path. */
export async function writeParquet(folder: string, name: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const path = join(folder, name);
  await connection.run(`COPY (${query}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}
