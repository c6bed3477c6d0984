import * as z from 'zod';

import {
  type ColumnValues,
  MAX_LISTED_VALUES,
  type TableKey,
} from '../../domain/profiling/business-rules/rule-suggestion.ts';
import { countSchema } from '../../events/schemas/vocabulary.ts';
import { type Column, textOf, valueOf } from '../column.ts';

/** A longer text is no name of a list. */
const MAX_VALUE_LENGTH = 60;

const valuesSchema = z.array(z.tuple([z.string(), countSchema]));

/**
 * The values of a column of texts that has few, and how often each occurs. It reads until there are more than few, and
 * returns none then, or if one is long.
 */
export function valuesQuery(column: Column, source: string) {
  const value = textOf(valueOf(column, 't'));
  return {
    text: `
SELECT coalesce(json_agg(json_build_array(value, n) ORDER BY n DESC, value), '[]')::text AS found FROM (
  SELECT ${value} AS value, count(*) AS n FROM ${source} WHERE num_nulls(${valueOf(column, 't')}) = 0
  GROUP BY 1 LIMIT ${MAX_LISTED_VALUES + 1}) AS listed`,
    read(rows: readonly unknown[]): ColumnValues | undefined {
      const [{ found }] = z.tuple([z.strictObject({ found: z.string() })]).parse(rows);
      const values = valuesSchema.parse(JSON.parse(found)).map(([text, count]) => ({ value: text, count }));
      const isList = values.length <= MAX_LISTED_VALUES && values.every((own) => own.value.length <= MAX_VALUE_LENGTH);
      return isList && values.length > 0 ? { column: column.name, values } : undefined;
    },
  };
}

/** Names that say nothing of what is meant: `id` in one table is not `id` in another. */
const COMMON_NAMES = ['id', 'key', 'code', 'name', 'no', 'nr', 'number', 'uuid', 'oid'];
const MAX_CANDIDATES = 50;

const candidateSchema = z.strictObject({ column: z.string(), schema: z.string(), table: z.string(), key: z.string() });

export interface Columns {
  schema: string;
  table: string;
  columns: readonly string[];
}

/**
 * The one-column keys of other tables, primary or given, to which columns refer by their names: `country_code` to a key
 * of that name, or to `code` of `country` or `countries`. What the database itself holds to its reference is left out.
 */
export function candidatesQuery({ schema, table, columns }: Columns, keys: readonly TableKey[]) {
  return {
    text: `
SELECT wanted.name AS "column", k."schema", k."table", k."key"
FROM (
  SELECT n.nspname::text AS "schema", c.relname::text AS "table", a.attname::text AS "key"
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_'
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
  WHERE i.indisprimary AND i.indnkeyatts = 1
  UNION SELECT * FROM unnest($5::text[], $6::text[], $7::text[])) AS k
JOIN unnest($3::text[]) AS wanted (name) ON (lower(wanted.name) = lower(k."key") AND lower(k."key") <> ALL ($4::text[]))
  OR lower(wanted.name) IN (SELECT one || '_' || lower(k."key") FROM unnest(ARRAY[lower(k."table"),
    regexp_replace(lower(k."table"), 's$', ''), regexp_replace(lower(k."table"), 'ies$', 'y')]) AS one)
WHERE NOT (k."schema" = $1 AND k."table" = $2)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint f
    JOIN pg_catalog.pg_class own ON own.oid = f.conrelid AND own.relname = $2
    JOIN pg_catalog.pg_namespace home ON home.oid = own.relnamespace AND home.nspname = $1
    JOIN pg_catalog.pg_attribute b ON b.attrelid = own.oid AND b.attname = wanted.name
    WHERE f.contype = 'f' AND f.convalidated AND f.conkey = ARRAY[b.attnum])
ORDER BY k."schema" <> $1, 1, 2, 3 LIMIT ${MAX_CANDIDATES}`,
    values: [
      ...[schema, table, columns, COMMON_NAMES],
      ...[keys.map((one) => one.schema), keys.map((one) => one.table), keys.map(({ key }) => key)],
    ],
    read: (rows: readonly unknown[]) => z.array(candidateSchema).parse(rows),
  };
}
