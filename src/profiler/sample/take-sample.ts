import type { ColumnFigures, Measurement } from '../../domain/profiling/figures.ts';
import type { Sample, SampledPage } from '../../domain/profiling/sample.ts';
import { quotedName } from '../../store/database/quoted-name.ts';
import type { Sql } from '../../store/database/sql.ts';
import type { Column } from '../column.ts';
import type { TableFigures } from '../measure-query.ts';
import type { MeasurementPlan, PlanShare } from '../measurement-plan.ts';
import type { TableFacts, TableSize } from '../parts/table-facts.ts';
import type { PlannedCondition, PlannedReference, PlannedRule } from '../rules/planned-rule.ts';
import type { RuleCounts } from '../rules/rule-counts.ts';
import { type Pages, pagesQuery, referencePagesQuery } from './pages-query.ts';

export interface TakeSample {
  sql: Sql;
  plan: MeasurementPlan;
  shares: readonly PlanShare[];
  conditions: readonly PlannedCondition[];
  facts: TableFacts;
  size: TableSize;
  random: () => number;
  /** The figures of these columns of a FROM item. */
  measureBase: (source: string, countsDistinct: (column: Column) => boolean) => Promise<TableFigures>;
  runQuery: (text: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;
}

/** A sample of a table: what rules that refer to other tables add to it, and what it says about each share. */
export interface TableSample {
  countReference: (planned: PlannedReference) => Promise<void>;
  measurementOf: (share: PlanShare) => Omit<Measurement, 'rules'>;
  /** Undefined: the rule was not applied. */
  countsOf: (planned: PlannedRule) => { checked: number; passed: number } | undefined;
}

const LEAST_ROWS = 20_000;
const LEAST_PAGES = 200;
/** From how many distinct values in 100 sampled ones on a column is taken to have ever new ones. */
const EVER_NEW_PERCENT = 50;

/**
 * Reads some pages of a table, so many that the share of rows whose key occurs in other pages is known to one percentage
 * point where there are none: their number grows with the root of that of the rows. Undefined: they have no rows.
 */
export async function takeSample(parts: TakeSample): Promise<TableSample | undefined> {
  const { plan, shares, conditions, facts, size, random, measureBase, runQuery } = parts;
  const wantedRows = Math.max(LEAST_ROWS, 10 * Math.sqrt(size.rows));
  const percent = Math.min(100, 100 * Math.max(wantedRows / size.rows, LEAST_PAGES / size.pages));
  const { schema, table } = plan.table;
  const seed = Math.floor(random() * 1_000_000);
  const source = `${quotedName(schema, table)} AS t TABLESAMPLE SYSTEM (${percent.toFixed(6)}) REPEATABLE (${seed})`;
  const base = await measureBase(source, ({ name }) => !facts.distinctEstimates.has(name));
  if (base.rowCount === 0) return undefined;
  const pages = new Map<string, Pages>();
  for (const share of shares) {
    const name = nameOf(share);
    if (pages.has(name)) continue;
    const key = isImplied(share, facts) ? undefined : share.key;
    const applied = conditions.filter((planned) => share.rules.includes(planned));
    const query = pagesQuery(source, { columns: share.columns, key, conditions: applied });
    pages.set(name, query.read(await runQuery(query.text, query.values)));
  }
  const counted: ReadonlyMap<PlannedRule, RuleCounts> = base.rules;
  const references = new Map<PlannedRule, { page: string; checks: number; passes: number }[]>();
  const pagesRead = [...pages.values()][0]?.pages.size ?? 1;
  const totalPages = pagesWithRows(size.pages, pagesRead, percent / 100);
  const factor = rowCountOf() / base.rowCount;

  function rowCountOf(): number {
    return Math.round((base.rowCount / pagesRead) * totalPages);
  }

  function sampleOf(share: PlanShare): Sample {
    const { pages: own, keys } = pages.get(nameOf(share)) ?? { pages: new Map<string, SampledPage>(), keys: undefined };
    const added = new Map<string, { checks: number; passes: number }>();
    for (const rule of share.rules) {
      const found = 'check' in rule ? references.get(rule) : undefined;
      for (const { page, checks, passes } of found ?? []) {
        const sum = added.get(page) ?? { checks: 0, passes: 0 };
        added.set(page, { checks: sum.checks + checks, passes: sum.passes + passes });
      }
    }
    return {
      pages: [...own].map(([name, page]) => {
        const { checks, passes } = added.get(name) ?? { checks: 0, passes: 0 };
        return { ...page, checked: page.checked + checks, passed: page.passed + passes };
      }),
      totalPages,
      columns: share.columns.length,
      keys: isImplied(share, facts) ? undefined : keys,
      hasRules: share.rules.some((rule) => 'check' in rule && (!isReference(rule) || references.has(rule))),
    };
  }

  /** Of the whole table. */
  function columnOf(column: Column): ColumnFigures {
    const figures = base.columns.get(column);
    if (!figures) throw new Error('a column was not measured');
    const nullCount = Math.round(figures.nullCount * factor);
    const present = rowCountOf() - nullCount;
    const sampled = base.rowCount - figures.nullCount;
    const expected = facts.distinctEstimates.get(column.name);
    const isEverNew = figures.distinctCount * 100 >= EVER_NEW_PERCENT * sampled;
    const counted = isEverNew ? figures.distinctCount * factor : figures.distinctCount;
    const estimated = expected === undefined ? counted : expected < 0 ? -expected * rowCountOf() : expected;
    const isUnique = facts.uniqueSets.some((names) => names.length === 1 && names[0] === column.name);
    return { ...figures, nullCount, distinctCount: Math.min(present, Math.round(isUnique ? present : estimated)) };
  }

  return {
    async countReference(planned) {
      const query = referencePagesQuery(source, planned);
      references.set(planned, query.read(await runQuery(query.text)));
    },
    measurementOf: (share) => ({
      rowCount: rowCountOf(),
      distinctKeys: 0,
      columns: share.columns.map(columnOf),
      sample: sampleOf(share),
    }),
    countsOf(planned) {
      const found = references.get(planned);
      const counts = isReference(planned)
        ? found && { checked: sumOf(found, ({ checks }) => checks), passed: sumOf(found, ({ passes }) => passes) }
        : counted.get(planned);
      return counts && { checked: Math.round(counts.checked * factor), passed: Math.round(counts.passed * factor) };
    },
  };
}

/** Pages without rows are in no sample: how many have some, if clearly fewer were read than were to be expected of all. */
function pagesWithRows(all: number, read: number, share: number): number {
  if (share >= 1) return read;
  const isUsual = Math.abs(read - share * all) <= 3 * Math.sqrt(share * (1 - share) * all);
  return isUsual ? all : Math.min(all, Math.round(read / share));
}

function isReference(planned: PlannedRule): planned is PlannedReference {
  return planned.check.kind === 'reference';
}

function isImplied({ key }: PlanShare, { uniqueSets, requiredColumns }: TableFacts): boolean {
  const isWhole = (names: readonly string[]) =>
    names.every((name) => requiredColumns.includes(name) && key.some((column) => column.name === name));
  return uniqueSets.some(isWhole);
}

/** The same for shares of which the same is measured. */
function nameOf({ columns, key, rules }: PlanShare): string {
  const names = (some: readonly Column[]) => some.map(({ name }) => name);
  return JSON.stringify([names(columns), names(key), rules.map(({ rule }) => [rule.entityId, rule.column])]);
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
