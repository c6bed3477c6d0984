import type { Dataset } from '../domain/entities/entity.ts';
import type { BoundRule } from '../domain/profiling/bound-rule.ts';
import type { Measurement } from '../domain/profiling/figures.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { Database, Sql } from '../store/database/sql.ts';
import { type MeasurementPlan, measurementPlan } from './measurement-plan.ts';
import { refusalOf } from './refusal.ts';
import { misfit } from './rules/misfit.ts';
import { findTables } from './table-columns.ts';
import type { TableName } from './table-name.ts';
import { takeMeasurement } from './take-measurement.ts';
import { probeTexts, type WarehouseTexts } from './warehouse-texts.ts';

export interface ProfilerOptions {
  /** Where the tables are. Nothing is ever written to it. */
  warehouse: Database;
  /** Time limit of one measurement. */
  timeoutMs: number;
  /** Schemas that must not be measured, in addition to those of Postgres itself. */
  excludedSchemas: readonly string[];
}

export interface Profiler {
  /**
   * Counts what the figures of a profile are calculated from, as of one moment: in one pass over the table, and one
   * more over a column for each rule that refers to another table. Only rules bound to a measured column are applied;
   * results are in the order of the rules given. A `notNull` rule checks every row; any other kind checks the values
   * that are not missing. A rule that does not fit, or whose other table cannot be read, is skipped, and its result
   * says why.
   * @throws ProfileError for everything that the warehouse refuses or fails to do
   */
  measure(dataset: Dataset, rules: readonly BoundRule[]): Promise<Measurement>;
}

/** Measures the tables of a warehouse. */
export function createProfiler({ warehouse, timeoutMs, excludedSchemas }: ProfilerOptions): Profiler {
  function offLimits({ schema, table }: TableName, purpose: string): ProfileError | undefined {
    // Postgres reserves all names that begin like this.
    const isAllowed = !schema.startsWith('pg_') && schema !== 'information_schema' && !excludedSchemas.includes(schema);
    if (isAllowed) return undefined;
    return new ProfileError(
      'SCHEMA_NOT_ALLOWED',
      `table ${schema}.${table}${purpose} is in a schema that cannot be profiled`,
    );
  }

  async function makePlan(sql: Sql, dataset: Dataset, rules: readonly BoundRule[]): Promise<MeasurementPlan> {
    const texts = await probeTexts(sql, textsOf(dataset, rules));
    const { canHold } = texts;
    const refusalOfRule = (rule: BoundRule) => {
      const { canonicalKey, check } = rule;
      if (check.kind === 'reference') return offLimits(check, `, which rule ${canonicalKey} refers to,`);
      const fault = check.kind === 'pattern' ? faultOfPattern(check.pattern, texts) : undefined;
      return fault === undefined ? undefined : misfit(rule, dataset, fault);
    };
    const references = rules
      .filter((rule) => !refusalOfRule(rule))
      .map(({ check }) => check)
      .filter((check) => check.kind === 'reference');
    const names = [dataset, ...references].filter(({ schema, table }) => canHold(schema) && canHold(table));
    const findTable = await findTables(sql, names);
    return measurementPlan(dataset, rules, { findTable, refusalOfRule, canHold });
  }

  return {
    async measure(dataset, allRules) {
      const rules = allRules.filter(({ column }) => dataset.column === undefined || column === dataset.column);
      const refusal = offLimits(dataset, '');
      if (refusal) throw refusal;
      const beganAtMs = performance.now();
      try {
        const plan = await warehouse.readOnly({ timeoutMs }, (sql) => makePlan(sql, dataset, rules));
        return await takeMeasurement(warehouse, plan, Math.max(1, timeoutMs - (performance.now() - beganAtMs)));
      } catch (error) {
        throw refusalOf(error, dataset, timeoutMs) ?? error;
      }
    },
  };
}

/** Every text from the dataset and its rules that is sent to the warehouse. */
function textsOf({ schema, table }: Dataset, rules: readonly BoundRule[]) {
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
