import { counted } from '../../domain/counted.ts';
import { errorAt } from '../load-error.ts';
import type { ColumnType } from '../types/column-type.ts';
import { createColumnNames } from './column-names.ts';
import type { Row, RowSource, Value } from './row-source.ts';

export interface NamedColumn {
  name: string;
  /** If left out, it is inferred from the values. */
  type?: ColumnType;
}

/**
 * Rows in memory, with their values in the order of the columns. Errors count them from line 1.
 * @throws LoadError if a column has no name, a name that is too long, or a duplicate name
 */
export function memorySource(
  columns: readonly NamedColumn[],
  rows: readonly (readonly (Value | undefined)[])[],
  name = 'rows',
): RowSource {
  const names = createColumnNames(name);
  names.addHeader(
    columns.map((column) => column.name),
    1,
  );

  function* numbered(): Generator<Row> {
    for (const [index, values] of rows.entries()) {
      const line = index + 1;
      if (values.length > columns.length) {
        throw errorAt(name, line, `${values.length} values for ${counted(columns.length, 'column')}`);
      }
      yield { line, values };
    }
  }

  return {
    name,
    typed: true,
    hasHeader: true,
    types: new Map(columns.flatMap((column) => (column.type ? [[column.name, column.type]] : []))),
    read: () => ({ names: names.list, bytesRead: 0, rows: numbered() }),
  };
}
