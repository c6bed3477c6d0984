import * as z from 'zod';

import { countSchema } from '../../events/schemas/vocabulary.ts';
import { quotedName } from '../../store/database/quoted-name.ts';
import { type Column, sortableOf, valueOf } from '../column.ts';
import type { Key } from '../measurement-plan.ts';
import type { TableName } from '../table-name.ts';

/** A statement without parameters that returns some counts. */
export interface CountQuery {
  text: string;
  read: (rows: readonly unknown[]) => number[];
}

/** The distinct values of each column, by sorting those of each: for columns with many. */
export function sortedCounts(table: TableName, columns: readonly Column[]): CountQuery {
  return countQuery(
    columns.map((column) => `count(DISTINCT ${sortableOf(column, 't')})`),
    from(table),
  );
}

/** The most columns that `groupedCounts` takes: GROUPING returns a bit for each, as an integer. */
export const MOST_GROUPED = 31;

/** The distinct values of each column, by collecting them in one pass: for columns with few. */
export function groupedCounts(table: TableName, columns: readonly Column[]): CountQuery {
  // As they are, because a collation makes collecting slower that makes sorting faster.
  const values = columns.map((column, index) => {
    return `${column.isComparable ? valueOf(column, 't') : sortableOf(column, 't')} AS v${index}`;
  });
  const names = columns.map((_, index) => `v${index}`);
  // A column's own groups are those in which it alone is not summed up over: all bits but its own are set.
  const all = 2 ** columns.length - 1;
  const counts = names.map(
    (name, index) => `count(${name}) FILTER (WHERE summed = ${all - 2 ** (names.length - 1 - index)})`,
  );
  const groups = `SELECT ${names.join(', ')}, GROUPING(${names.join(', ')}) AS summed
    FROM (SELECT ${values.join(', ')} ${from(table)}) AS value
    GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')})`;
  return countQuery(counts, `FROM (${groups}) AS own`);
}

/** The distinct values of a key; a missing value in it counts as a value like any other. */
export function keyCount(table: TableName, key: Key): CountQuery {
  const values = [...new Set(key)].map((column) => sortableOf(column, 't'));
  return countQuery(['count(*)'], `FROM (SELECT ${from(table)} GROUP BY ${values.join(', ')}) AS groups`);
}

function from({ schema, table }: TableName): string {
  return `FROM ${quotedName(schema, table)} AS t`;
}

function countQuery(counts: readonly string[], source: string): CountQuery {
  return {
    text: `SELECT ARRAY[${counts.join(', ')}]::bigint[]::text AS counts ${source}`,
    read: (rows) => countsIn(rows, counts.length),
  };
}

function countsIn(rows: readonly unknown[], length: number): number[] {
  const [{ counts }] = z.tuple([z.strictObject({ counts: z.string() })]).parse(rows);
  return z.array(z.coerce.number().pipe(countSchema)).length(length).parse(counts.slice(1, -1).split(','));
}
