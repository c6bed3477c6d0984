import type { TableAccess } from '../domain/datasets/table-access.ts';
import type { Dataset } from '../domain/entities/entity.ts';
import type { BoundRule } from '../domain/profiling/business-rules/bound-rule.ts';
import type { LookRequest, TableLook } from '../domain/profiling/business-rules/rule-suggestion.ts';
import type { RuleTest, TestedRule } from '../domain/profiling/business-rules/rule-test.ts';
import type { Measurement } from '../domain/profiling/figures.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { Sql } from '../store/database/sql.ts';
import { asRole, type Warehouse } from './as-role.ts';
import { refusalOfSchema } from './closed-schemas.ts';
import { measurementPlan, type PlanParts, planRule, rulesOf, tableOf } from './measurement-plan.ts';
import { refusalOf } from './refusal.ts';
import { lookForRules } from './rules/look-for-rules.ts';
import { misfit } from './rules/misfit.ts';
import { testRule } from './rules/test-rule.ts';
import { findTables } from './table-columns.ts';
import type { TableName } from './table-name.ts';
import { takeMeasurement } from './take-measurement.ts';
import { probeTexts, type WarehouseTexts } from './warehouse-texts.ts';

export interface ProfilerOptions {
  /** Where the tables are. Nothing is ever written to it. */
  warehouse: Warehouse;
  /** Time limit of one measurement. */
  timeoutMs: number;
  /** Schemas that must not be measured, in addition to those of Postgres itself. */
  excludedSchemas: readonly string[];
  /** Most sessions that measure one table. Default: 1, and the only choice where the database has one connection. */
  sessions?: number;
  /** Tables from this size on are measured by several statements, which sessions can share. Default: 32 MiB. */
  partsFromBytes?: number;
  /** Tables with more rows than this are measured by a sample. Default: none. */
  sampleFromRows?: number;
  /** Whether profiles contain the least and the greatest of the texts in a column, which are values of rows. Default: no. */
  keepsTextRange?: boolean;
  /** Chooses the rows of samples. Default: Math.random. */
  random?: () => number;
}

const PARTS_FROM_BYTES = 32 * 1024 * 1024;

export interface Profiler {
  /**
   * Counts what the figures of a profile are calculated from, as of one moment: in one pass over the table, and one
   * more over a column for each rule that refers to another table. Only rules bound to a measured column are applied;
   * results are in the order of the rules given. A `notNull` rule checks every row; any other kind checks the values
   * that are not missing. A rule that does not fit, or whose other table cannot be read, is skipped, and its result
   * says why. With an access, only tables that it opens are read, of the dataset and of rules alike.
   * @throws ProfileError for everything that the warehouse refuses or fails to do
   */
  measure(dataset: Dataset, rules: readonly BoundRule[], access?: TableAccess): Promise<Measurement>;
  /**
   * As `measure`, for datasets of one table at once and as of the same moment. The results are in the same order: figures
   * as `measure` would return them, or the fault that concerns that dataset alone.
   * @throws ProfileError for faults that may concern any of them
   */
  measureTogether(
    datasets: readonly Dataset[],
    rules: readonly BoundRule[],
    access?: TableAccess,
  ): Promise<(Measurement | ProfileError)[]>;
  /**
   * Counts what a profile would count for one rule, of a sample if the table is large.
   * @throws ProfileError for everything that the warehouse refuses or fails to do, and RULE_MISFIT
   */
  testRule(tested: TestedRule, access?: TableAccess): Promise<RuleTest>;
  /**
   * Looks for what could be a rule and is not among the figures of a profile: values, and references. What cannot be
   * read, or takes too long, is left out.
   * @throws ProfileError if the table itself cannot be read
   */
  lookForRules(request: LookRequest, access?: TableAccess): Promise<TableLook>;
}

/** Stands in messages where the canonical key of a rule would. */
const UNDER_TEST = { entityId: '', canonicalKey: '(new)', severity: 'INFO' } as const;

/** Measures the tables of a warehouse. */
export function createProfiler(options: ProfilerOptions): Profiler {
  const { warehouse, timeoutMs, excludedSchemas } = options;
  const { sessions = 1, partsFromBytes = PARTS_FROM_BYTES, sampleFromRows = Infinity, random = Math.random } = options;
  const { keepsTextRange = false } = options;
  const measuring = { sessions, partsFromBytes, sampleFromRows, keepsTextRange, random };

  function offLimits(table: TableName, access: TableAccess, purpose = ''): ProfileError | undefined {
    return refusalOfSchema(table, { excluded: excludedSchemas, access }, purpose);
  }

  async function partsOf(
    sql: Sql,
    [table, rules, access]: [TableName, readonly BoundRule[], TableAccess],
  ): Promise<PlanParts> {
    const texts = await probeTexts(sql, textsOf(table, rules));
    const { canHold } = texts;
    const refusalOfRule = (rule: BoundRule) => {
      const { canonicalKey, check } = rule;
      if (check.kind === 'reference') return offLimits(check, access, `, which rule ${canonicalKey} refers to,`);
      const fault = check.kind === 'pattern' ? faultOfPattern(check.pattern, texts) : undefined;
      return fault === undefined ? undefined : misfit(rule, table, fault);
    };
    const references = rules
      .filter((rule) => !refusalOfRule(rule))
      .map(({ check }) => check)
      .filter((check) => check.kind === 'reference');
    const names = [table, ...references].filter(({ schema, table }) => canHold(schema) && canHold(table));
    const findTable = await findTables(sql, names);
    return { findTable, refusalOfRule, canHold };
  }

  async function measureTogether(
    datasets: readonly Dataset[],
    allRules: readonly BoundRule[],
    access: TableAccess = {},
  ) {
    const [table] = datasets;
    if (!table) return [];
    const applied = new Set(datasets.flatMap((dataset) => rulesOf(dataset, allRules)));
    const rules = allRules.filter((rule) => applied.has(rule));
    const refusal = offLimits(table, access);
    if (refusal) return datasets.map(() => refusal);
    const beganAtMs = performance.now();
    const visible = asRole(warehouse, access.role);
    try {
      const planned = await visible
        .readOnly({ timeoutMs }, async (sql) =>
          measurementPlan(table, datasets, rules, await partsOf(sql, [table, rules, access])),
        )
        .catch(faultOfTable);
      if (planned instanceof ProfileError) return datasets.map(() => planned);
      const { plan, shares } = planned;
      const sound = shares.flatMap((share) => (share instanceof ProfileError ? [] : share));
      if (sound.length === 0) return shares.filter((share) => share instanceof ProfileError);
      const remainingMs = Math.max(1, timeoutMs - (performance.now() - beganAtMs));
      const measurementOf = await takeMeasurement(
        { ...measuring, warehouse: visible },
        { plan, shares: sound },
        remainingMs,
      );
      return shares.map((share) => (share instanceof ProfileError ? share : measurementOf(share)));
    } catch (error) {
      throw refusalOf(error, table, timeoutMs) ?? error;
    }
  }

  return {
    measureTogether,
    async testRule({ schema, table, column, check }, access = {}) {
      const name = { schema, table };
      const rule: BoundRule = { ...UNDER_TEST, column, check };
      const refusal = offLimits(name, access);
      if (refusal) throw refusal;
      const beganAtMs = performance.now();
      const visible = asRole(warehouse, access.role);
      try {
        const plan = await visible.readOnly({ timeoutMs }, async (sql) => {
          const parts = await partsOf(sql, [name, [rule], access]);
          const fault = parts.refusalOfRule(rule);
          if (fault) throw fault;
          const found = tableOf(parts.findTable, name, '');
          return { table: found, planned: planRule(rule, found, parts) };
        });
        const remainingMs = Math.max(1, timeoutMs - (performance.now() - beganAtMs));
        return await testRule({ ...measuring, warehouse: visible }, plan, remainingMs);
      } catch (error) {
        throw refusalOf(error, name, timeoutMs) ?? error;
      }
    },
    async lookForRules(request, access = {}) {
      const refusal = offLimits(request, access);
      if (refusal) throw refusal;
      const parts = {
        ...measuring,
        warehouse: asRole(warehouse, access.role),
        partsOf: (sql: Sql, table: TableName, rules: readonly BoundRule[]) => partsOf(sql, [table, rules, access]),
      };
      try {
        return await lookForRules(parts, request, timeoutMs);
      } catch (error) {
        throw refusalOf(error, request, timeoutMs) ?? error;
      }
    },
    async measure(dataset, rules, access) {
      const [measured] = await measureTogether([dataset], rules, access);
      if (!measured || measured instanceof ProfileError) throw measured ?? new Error('nothing was measured');
      return measured;
    },
  };
}

/** What is wrong with a table is wrong for each of its datasets. */
function faultOfTable(error: unknown): ProfileError {
  if (error instanceof ProfileError) return error;
  throw error;
}

/** Every text from the table's name and the rules that is sent to the warehouse. */
function textsOf({ schema, table }: TableName, rules: readonly BoundRule[]) {
  const checks = rules.map(({ check }) => check);
  const texts = checks.flatMap((check) => {
    if (check.kind === 'acceptedValues') return check.values;
    return check.kind === 'reference' ? [check.schema, check.table] : [];
  });
  const patterns = checks.flatMap((check) => (check.kind === 'pattern' ? [check.pattern] : []));
  return { texts: [schema, table, ...texts], patterns };
}

function faultOfPattern(pattern: string, { encoding, canHold, isPattern }: WarehouseTexts): string | undefined {
  // The one character that Postgres supports in no encoding.
  if (pattern.includes('\0') || !isPattern(pattern)) return 'its pattern is not a valid regular expression';
  return canHold(pattern)
    ? undefined
    : `its pattern has a character that the encoding of the warehouse (${encoding}) lacks`;
}
