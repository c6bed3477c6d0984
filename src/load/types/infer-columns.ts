import { LoadError } from '../load-error.ts';
import type { Reading, RowSource } from '../source/row-source.ts';
import type { Column, ColumnType } from './column-type.ts';
import { kindOfText, kindOfValue, type ValueKind } from './value-kind.ts';

/** In this order, the first type that holds every kind of value in a column without loss is the column's type. */
const TYPES: readonly (readonly [ColumnType, ReadonlySet<ValueKind>])[] = [
  ['boolean', new Set(['boolean'])],
  ['bigint', new Set(['safeInteger', 'integer'])],
  ['double precision', new Set(['safeInteger', 'double'])],
  ['numeric', new Set(['safeInteger', 'integer', 'double', 'decimal'])],
  ['date', new Set(['date'])],
  ['timestamp without time zone', new Set(['timestamp'])],
  ['timestamp with time zone', new Set(['timestamptz'])],
  ['jsonb', new Set(['json'])],
];

/**
 * Reads a source to its end and finds each column's type: the narrowest that holds all of its values without loss. A
 * source that knows all of its types is not read.
 * Nulls do not count, and a column with nothing else is text.
 * @throws LoadError if a row is malformed or there is no column
 */
export async function inferColumns(
  source: RowSource,
  onRow: (rows: number, reading: Reading) => void = () => undefined,
): Promise<Column[]> {
  const reading = source.read();
  const known = knownColumns(source, reading);
  if (known) return known;
  const kindOf = source.typed ? kindOfValue : (value: unknown) => kindOfText(String(value));
  const kinds: Set<ValueKind>[] = [];
  let rows = 0;

  for await (const { values } of reading.rows) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      const seen = (kinds[index] ??= new Set());
      if (value !== null && value !== undefined && !seen.has('text')) seen.add(kindOf(value));
    }
    onRow(++rows, reading);
  }
  if (reading.names.length === 0) throw new LoadError(`${source.name}: no columns; no row has a value`);
  return reading.names.map((name, index) => ({ name, type: source.types?.get(name) ?? typeOf(kinds[index]) }));
}

/** Undefined: a type must be inferred, or the columns are found as rows are read. */
function knownColumns({ hasHeader, types }: RowSource, { names }: Reading): Column[] | undefined {
  if (!hasHeader || names.length === 0) return undefined;
  const columns = names.map((name) => ({ name, type: types?.get(name) }));
  return columns.every(isTyped) ? columns : undefined;
}

function isTyped(column: { name: string; type: ColumnType | undefined }): column is Column {
  return column.type !== undefined;
}

function typeOf(kinds: ReadonlySet<ValueKind> | undefined): ColumnType {
  if (!kinds || kinds.size === 0) return 'text';
  const fitting = TYPES.find(([, held]) => [...kinds].every((kind) => held.has(kind)));
  return fitting?.[0] ?? 'text';
}
