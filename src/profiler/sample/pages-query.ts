import * as z from 'zod';

import type { KeySpread, SampledPage } from '../../domain/profiling/sample.ts';
import { type Column, sortableOf, valueOf } from '../column.ts';
import type { Key } from '../measurement-plan.ts';
import { createParameters } from '../parameters.ts';
import { conditionCounts } from '../rules/condition-counts.ts';
import type { PlannedCondition, PlannedReference } from '../rules/planned-rule.ts';
import { referenceJoin } from '../rules/reference-query.ts';

export interface Pages {
  /** By a text that identifies the page. */
  pages: ReadonlyMap<string, SampledPage>;
  keys: KeySpread;
}

/** Where a row is stored: its table, which may be a partition, and the number of the page. */
const PAGE = `((t.tableoid::int8 << 32) + (t.ctid::text::point)[0]::int8)`;

const keysSchema = z.strictObject({
  distinct: z.number(),
  once: z.number(),
  twice: z.number(),
  pairs: z.number(),
  occurrences: z.number(),
});
const pagesSchema = z.strictObject({
  pages: z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.number(), z.number()])),
  keys: keysSchema,
});

/**
 * What each page of a sample contributes to the figures, and in how many pages each key occurs. `source` is a FROM item
 * with the alias t. Without a key, none are counted.
 */
export function pagesQuery(
  source: string,
  {
    columns,
    key,
    conditions,
  }: { columns: readonly Column[]; key: Key | undefined; conditions: readonly PlannedCondition[] },
) {
  const parameters = createParameters();
  const present = columns.map((column) => `count(${valueOf(column, 't')})`);
  const counts = conditions.map((planned) => conditionCounts(planned, { alias: 't', parameters }));
  const checked = counts.map((own) => own.checked);
  const passed = counts.map((own) => own.passed);
  const keyColumns = [...new Set(key ?? [])];
  const names = keyColumns.map((_, index) => `k${index}`);
  const values = keyColumns.map((column, index) => `${sortableOf(column, 't')} AS k${index}`);
  const found = key
    ? `SELECT DISTINCT ${[`${PAGE} AS page`, ...values].join(', ')} FROM ${source}`
    : 'SELECT 0::int8 AS page, 0 AS k0 WHERE false';
  const text = `
WITH page AS (
  SELECT ${PAGE} AS page, count(*) AS "rows", ${sum(present)} AS present, ${sum(checked)} AS checked, ${sum(passed)} AS passed
  FROM ${source} GROUP BY 1
), found AS MATERIALIZED (${found}
), spread AS (SELECT count(*) AS n FROM found GROUP BY ${names.length > 0 ? names.join(', ') : 'k0'})
SELECT json_build_object(
  'pages', (SELECT coalesce(json_agg(json_build_array(page::text, "rows", present, checked, passed, coalesce(n, 0))), '[]')
    FROM page LEFT JOIN (SELECT page, count(*) AS n FROM found GROUP BY page) AS own USING (page)),
  'keys', (SELECT json_build_object('distinct', count(*), 'once', count(*) FILTER (WHERE n = 1),
    'twice', count(*) FILTER (WHERE n = 2), 'pairs', coalesce(sum(n * (n - 1) / 2), 0), 'occurrences', coalesce(sum(n), 0))
    FROM spread)
)::text AS found`;
  return { text, values: parameters.values, read: pagesIn };
}

function pagesIn(rows: readonly unknown[]): Pages {
  const { pages, keys } = pagesSchema.parse(JSON.parse(foundIn(rows)));
  return {
    keys,
    pages: new Map(
      pages.map(([page, count, present, checked, passed, own]) => [
        page,
        { rows: count, present, checked, passed, keys: own },
      ]),
    ),
  };
}

const checksSchema = z.array(z.tuple([z.string(), z.number(), z.number()]));

/** What each page of a sample contributes to a rule that refers to another table, of which all rows are read. */
export function referencePagesQuery(source: string, planned: PlannedReference) {
  const { checked, passed, from } = referenceJoin(planned, source);
  const text = `
SELECT coalesce(json_agg(json_build_array(page::text, checked, passed)), '[]')::text AS found FROM (
  SELECT ${PAGE} AS page, ${checked} AS checked, ${passed} AS passed ${from} GROUP BY 1) AS own`;
  return {
    text,
    read: (rows: readonly unknown[]) =>
      checksSchema.parse(JSON.parse(foundIn(rows))).map(([page, checks, passes]) => ({ page, checks, passes })),
  };
}

function foundIn(rows: readonly unknown[]): string {
  return z.tuple([z.strictObject({ found: z.string() })]).parse(rows)[0].found;
}

function sum(counts: readonly string[]): string {
  return counts.length === 0 ? '0' : counts.join(' + ');
}
