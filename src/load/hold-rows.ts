import type { Row, RowSource } from './source/row-source.ts';
import type { Column } from './types/column-type.ts';
import { inferColumns } from './types/infer-columns.ts';

export interface HeldRows {
  columns: Column[];
  rows: Row['values'][];
}

/**
 * Reads a whole source into memory, with the types that its columns have over all of its rows. The result, and any part
 * of the rows, can be loaded through `memorySource`.
 * @throws LoadError if a row is malformed or there is no column
 */
export async function holdRows(source: RowSource): Promise<HeldRows> {
  const columns = await inferColumns(source);
  const rows: Row['values'][] = [];
  for await (const { values } of source.read().rows) rows.push(values);
  return { columns, rows };
}
