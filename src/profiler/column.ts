import * as z from 'zod';

import { quotedName } from '../store/database/quoted-name.ts';

/** A column as the catalog describes it; types are those below any domain. */
export const catalogColumnSchema = z.strictObject({
  name: z.string(),
  /** As declared, with its modifiers, such as `numeric(10,2)`, or the name of a domain. */
  dataType: z.string(),
  isDomain: z.boolean(),
  typeSchema: z.string(),
  typeName: z.string(),
  /** pg_type.typtype and pg_type.typcategory. */
  typeKind: z.string(),
  typeCategory: z.string(),
  /** Whether the database can sort its values, and so count the distinct ones. */
  isComparable: z.boolean(),
  /** Whether texts are equal only if their bytes are; null for a type without collation. */
  isBytewise: z.boolean().nullable(),
  /** Whether neither the column nor its type, if that is a domain, refuses missing values. */
  isNullable: z.boolean(),
  isReadable: z.boolean(),
  inPrimaryKey: z.boolean(),
});
export type Column = z.infer<typeof catalogColumnSchema>;

/** What rules and figures need to know of a type. `ordered` types have a minimum and a maximum, but no rules. */
export type ColumnKind =
  'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'timestamptz' | 'enum' | 'ordered' | 'other';

const KINDS = new Map<string, ColumnKind>(
  Object.entries({
    int2: 'number',
    int4: 'number',
    int8: 'number',
    float4: 'number',
    float8: 'number',
    numeric: 'number',
    money: 'number',
    bool: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
    timestamptz: 'timestamptz',
    time: 'ordered',
    timetz: 'ordered',
    interval: 'ordered',
    inet: 'ordered',
    cidr: 'ordered',
  }),
);

export function kindOf({ typeSchema, typeName, typeKind, typeCategory }: Column): ColumnKind {
  if (typeKind === 'e') return 'enum';
  if (typeCategory === 'S') return 'text';
  return (typeSchema === 'pg_catalog' ? KINDS.get(typeName) : undefined) ?? 'other';
}

/** The column's value as SQL, in its base type: min() would refuse a domain over an enum, for example. */
export function valueOf(column: Column, alias: string): string {
  const value = `${alias}.${quotedName(column.name)}`;
  return column.isDomain ? `CAST(${value} AS ${quotedName(column.typeSchema, column.typeName)})` : value;
}

/**
 * A number as the decimal that is displayed: a `real` 0.1 is 0.1 then, and not a little more. Casting it directly would
 * round a float to 6 or 15 digits.
 */
export function decimalOf(column: Column, alias: string): string {
  const value = valueOf(column, alias);
  return column.typeName.startsWith('float') ? `CAST(CAST(${value} AS text) AS numeric)` : `CAST(${value} AS numeric)`;
}

/** As text in code point order, which is the same in every database whatever its locale. */
export function textOf(value: string): string {
  return `(CAST(${value} AS text) COLLATE "C")`;
}

/** SQL that is equal for equal values of the column, and that can be sorted. */
export function sortableOf(column: Column, alias: string): string {
  const value = valueOf(column, alias);
  if (!column.isComparable) return textOf(value);
  // Equal texts have equal bytes here, and bytes sort several times faster than text in a language's order.
  const isPlainText = kindOf(column) === 'text' && column.typeSchema === 'pg_catalog';
  return isPlainText && column.isBytewise ? `(${value} COLLATE "C")` : value;
}
