import { quotedName } from '../../store/database/quoted-name.ts';
import type { ColumnType } from '../types/column-type.ts';

/** How a column of a file is read: its type in the table, and the expression that writes its values as texts. */
export interface ParquetColumn {
  name: string;
  type: ColumnType;
  expression: string;
}

/** Types that are written as Postgres reads them, by DuckDB's name; without its arguments. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'bigint',
  SMALLINT: 'bigint',
  INTEGER: 'bigint',
  BIGINT: 'bigint',
  UTINYINT: 'bigint',
  USMALLINT: 'bigint',
  UINTEGER: 'bigint',
  UBIGINT: 'numeric',
  HUGEINT: 'numeric',
  UHUGEINT: 'numeric',
  DECIMAL: 'numeric',
  FLOAT: 'real',
  DOUBLE: 'double precision',
  TIME: 'time without time zone',
  JSON: 'jsonb',
};
const TIMES: Readonly<Record<string, ColumnType>> = {
  DATE: 'date',
  TIMESTAMP: 'timestamp without time zone',
  TIMESTAMP_S: 'timestamp without time zone',
  TIMESTAMP_MS: 'timestamp without time zone',
  'TIMESTAMP WITH TIME ZONE': 'timestamp with time zone',
};

/**
 * The column of a table that keeps all values of a column. What has no type of its own there is text.
 * @param type as DuckDB describes it
 */
export function parquetColumn(name: string, type: string): ParquetColumn {
  const column = quotedName(name);
  const text = `${column}::VARCHAR`;
  const plain = type.replace(/\(.*\)$/, '');
  if (/\[\d*\]$|^(?:STRUCT|MAP|UNION)\(/.test(type))
    return { name, type: 'jsonb', expression: `to_json(${column})::VARCHAR` };
  if (type === 'BLOB') return { name, type: 'bytea', expression: `'\\x' || hex(${column})` };
  const time = TIMES[type];
  // DuckDB puts the era into parentheses.
  if (time) return { name, type: time, expression: `replace(${text}, '(BC)', 'BC')` };
  return { name, type: TYPES[plain] ?? 'text', expression: text };
}

/** Nanoseconds: a time for Postgres where they are whole microseconds, otherwise text. */
export const NANOSECONDS = 'TIMESTAMP_NS';

export function wholeMicroseconds(name: string): string {
  return `coalesce(bool_and(epoch_ns(${quotedName(name)}) % 1000 = 0), true)::VARCHAR`;
}

export function microsecondColumn(name: string): ParquetColumn {
  return { ...parquetColumn(name, 'TIMESTAMP'), expression: `${quotedName(name)}::TIMESTAMP::VARCHAR` };
}
