import { errorAt, LoadError } from '../load-error.ts';
import type { ColumnType } from '../types/column-type.ts';
import { type ColumnNames, createColumnNames } from './column-names.ts';
import type { Reading, Row, RowSource } from './row-source.ts';

/**
 * The rows of several files, one after the other, as those of one. Columns are matched by their names.
 * @throws LoadError if values have types in some of the files only, or a column has two; and, while they are read, if
 *   files with headers have different columns
 */
export function joinedSource(sources: readonly RowSource[]): RowSource {
  const [first, ...others] = sources;
  if (!first) throw new Error('no sources');
  if (others.length === 0) return first;
  const different = others.find(({ typed }) => typed !== first.typed);
  if (different) {
    throw new LoadError(
      `${first.name} and ${different.name}: a .csv or .tsv file and one of another kind cannot be loaded into one table together`,
    );
  }
  return {
    name: sources.map(({ name }) => name).join(', '),
    typed: first.typed,
    hasHeader: sources.every(({ hasHeader }) => hasHeader),
    bytesTotal: sources.reduce((sum, { bytesTotal = 0 }) => sum + bytesTotal, 0),
    types: typesOf(sources),
    read() {
      const names = createColumnNames(first.name);
      const progress = { bytesRead: 0 };
      return Object.assign(progress, { names: names.list, rows: readAll(sources, names, progress) });
    },
  };
}

async function* readAll(
  sources: readonly RowSource[],
  names: ColumnNames,
  progress: { bytesRead: number },
): AsyncGenerator<Row> {
  let bytesBefore = 0;
  for (const [index, source] of sources.entries()) {
    const reading = source.read();
    /** Where each of its columns is among those of all files. */
    const positions: number[] = [];
    for await (const row of reading.rows) {
      progress.bytesRead = bytesBefore + reading.bytesRead;
      match(reading, row.line);
      const values: Row['values'][number][] = [];
      for (const [column, value] of row.values.entries()) values[positions[column] ?? column] = value;
      yield { line: row.line, values, file: source.name };
    }
    match(reading, 1);
    bytesBefore += source.bytesTotal ?? 0;
    progress.bytesRead = bytesBefore;
    if (index > 0 && source.hasHeader) expectAll(source, reading);

    function match(of: Reading, line: number): void {
      while (positions.length < of.names.length) {
        const name = of.names[positions.length] ?? '';
        if (index > 0 && source.hasHeader && !names.list.includes(name))
          throw errorAt(source.name, 1, `the column "${name}" is not in ${sources[0]?.name}`);
        positions.push(names.positionOf(name, line));
      }
    }
  }

  function expectAll(source: RowSource, { names: own }: Reading): void {
    const missing = names.list.find((name) => !own.includes(name));
    if (missing !== undefined)
      throw errorAt(source.name, 1, `there is no column "${missing}", which is in ${sources[0]?.name}`);
  }
}

function typesOf(sources: readonly RowSource[]): ReadonlyMap<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const source of sources) {
    for (const [name, type] of source.types ?? []) {
      const known = types.get(name);
      if (known !== undefined && known !== type) {
        throw new LoadError(`${source.name}: the column "${name}" is ${type}, but ${known} in a file before it`);
      }
      types.set(name, type);
    }
  }
  return types;
}
