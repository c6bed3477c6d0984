import type { Dataset } from '../domain/entities/entity.ts';
import type { BoundRule } from '../domain/profiling/bound-rule.ts';
import type { Measurement } from '../domain/profiling/figures.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import { type Database, INVALID_REGULAR_EXPRESSION, sqlStateOf, StatementTimeoutError } from '../store/database/sql.ts';
import { measureQuery } from './measure-query.ts';
import { measurementPlan } from './measurement-plan.ts';
import { misfit } from './misfit.ts';
import { refusalOf } from './refusal.ts';
import { INVALID_PATTERN } from './rule-predicate.ts';
import { applySessionSettings } from './session-settings.ts';
import { findTables } from './table-columns.ts';
import type { TableName } from './table-name.ts';

export interface ProfilerOptions {
  /** Where the tables are. Nothing is ever written to it. */
  warehouse: Database;
  /** Longest time for one measurement. */
  timeoutMs: number;
  /** Schemas that nobody may have measured, beside those of Postgres itself, which are never measured. */
  excludedSchemas: readonly string[];
}

export interface Profiler {
  /**
   * Counts what a profile's figures are made from, in one pass over the table and as of one moment. Of the rules, only
   * those bound to a measured column are applied, their results in the order given. A `notNull` rule checks every row;
   * any other kind checks the values that are not missing. A rule that does not fit is skipped, and its result says why.
   * @throws ProfileError when it would fail again the same way; any other error may pass when it is tried again
   */
  measure(dataset: Dataset, rules: readonly BoundRule[]): Promise<Measurement>;
}

/** Measures the tables of a warehouse. */
export function createProfiler({ warehouse, timeoutMs, excludedSchemas }: ProfilerOptions): Profiler {
  function offLimits({ schema, table }: TableName, purpose: string): ProfileError | undefined {
    // Postgres keeps all names that begin like this for itself.
    const isAllowed = !schema.startsWith('pg_') && schema !== 'information_schema' && !excludedSchemas.includes(schema);
    if (isAllowed) return undefined;
    return new ProfileError(
      'SCHEMA_NOT_ALLOWED',
      `table ${schema}.${table}${purpose} is in a schema that is off limits`,
    );
  }

  async function attempt(
    dataset: Dataset,
    rules: readonly BoundRule[],
    invalid: ReadonlySet<BoundRule>,
  ): Promise<Measurement> {
    const refusal = offLimits(dataset, '');
    if (refusal) throw refusal;
    const refusalOfRule = (rule: BoundRule) => {
      const { canonicalKey, check } = rule;
      if (invalid.has(rule)) return misfit(rule, dataset, INVALID_PATTERN);
      return check.kind === 'reference' ? offLimits(check, `, which rule ${canonicalKey} refers to,`) : undefined;
    };
    const references = rules
      .filter((rule) => !refusalOfRule(rule))
      .map(({ check }) => check)
      .filter((check) => check.kind === 'reference');

    return warehouse.readOnly({ timeoutMs }, async (sql) => {
      const findTable = await findTables(sql, [dataset, ...references]);
      const plan = measurementPlan(dataset, rules, findTable, refusalOfRule);
      const { text, values, read } = measureQuery(plan);
      await applySessionSettings(sql, { sorts: plan.columns.length + 1 });
      const { rows } = await sql.query(text, values);
      return read(rows);
    });
  }

  /** As `attempt`, without the rules whose patterns the database cannot compile: its refusal does not tell which. */
  async function attemptWithValidPatterns(dataset: Dataset, rules: readonly BoundRule[]): Promise<Measurement> {
    try {
      return await attempt(dataset, rules, new Set());
    } catch (error) {
      if (sqlStateOf(error) !== INVALID_REGULAR_EXPRESSION) throw error;
      const invalid = new Set<BoundRule>();
      for (const rule of rules) {
        if (rule.check.kind === 'pattern' && !(await isValidPattern(rule.check.pattern))) invalid.add(rule);
      }
      if (invalid.size === 0) throw error;
      return attempt(dataset, rules, invalid);
    }
  }

  async function isValidPattern(pattern: string): Promise<boolean> {
    try {
      await warehouse.readOnly({ timeoutMs }, (sql) => sql.query(`SELECT '' ~ $1::text`, [pattern]));
      return true;
    } catch (error) {
      if (sqlStateOf(error) === INVALID_REGULAR_EXPRESSION) return false;
      throw error;
    }
  }

  return {
    async measure(dataset, allRules) {
      const rules = allRules.filter(({ column }) => dataset.column === undefined || column === dataset.column);
      try {
        return await attemptWithValidPatterns(dataset, rules);
      } catch (error) {
        if (error instanceof StatementTimeoutError) {
          const limit = `${timeoutMs / 1000} s`;
          throw new ProfileError('TIMEOUT', `measuring ${dataset.schema}.${dataset.table} takes longer than ${limit}`);
        }
        throw refusalOf(sqlStateOf(error), dataset) ?? error;
      }
    },
  };
}
