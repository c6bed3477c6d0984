import type { Dataset } from '../domain/entity.ts';
import type { Measurement } from '../domain/figures.ts';
import { INVALID_REGULAR_EXPRESSION, sqlStateOf, StatementTimeoutError, type Database } from '../store/sql.ts';
import type { BoundRule } from '../domain/bound-rule.ts';
import { measureQuery } from './measure-query.ts';
import { measurementPlan } from './measurement-plan.ts';
import { misfit } from './misfit.ts';
import { ProfileError } from '../domain/profile-error.ts';
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
   * any other kind checks the values that are not missing.
   * @throws ProfileError when it would fail again the same way; any other error may pass when it is tried again
   */
  measure(dataset: Dataset, rules: readonly BoundRule[]): Promise<Measurement>;
}

/** Measures the tables of a warehouse. */
export function createProfiler({ warehouse, timeoutMs, excludedSchemas }: ProfilerOptions): Profiler {
  function requireAllowed({ schema, table }: TableName, purpose: string): void {
    // Postgres keeps all names that begin like this for itself.
    if (schema.startsWith('pg_') || schema === 'information_schema' || excludedSchemas.includes(schema)) {
      throw new ProfileError(
        'SCHEMA_NOT_ALLOWED',
        `table ${schema}.${table}${purpose} is in a schema that is off limits`,
      );
    }
  }

  async function attempt(dataset: Dataset, rules: readonly BoundRule[]): Promise<Measurement> {
    const references = rules.flatMap(({ canonicalKey, check }) =>
      check.kind === 'reference' ? { canonicalKey, table: check } : [],
    );
    requireAllowed(dataset, '');
    for (const { canonicalKey, table } of references) requireAllowed(table, `, which rule ${canonicalKey} refers to,`);

    return warehouse.readOnly({ timeoutMs }, async (sql) => {
      const findTable = await findTables(sql, [dataset, ...references.map(({ table }) => table)]);
      const plan = measurementPlan(dataset, rules, findTable);
      const { text, values, read } = measureQuery(plan);
      await applySessionSettings(sql, { sorts: plan.columns.length + 1 });
      const { rows } = await sql.query(text, values);
      return read(rows);
    });
  }

  /** The first rule whose pattern the database cannot compile; its refusal of the whole statement does not tell. */
  async function ruleWithInvalidPattern(rules: readonly BoundRule[]): Promise<BoundRule | undefined> {
    for (const rule of rules) {
      if (rule.check.kind === 'pattern' && !(await isValidPattern(rule.check.pattern))) return rule;
    }
    return undefined;
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
        return await attempt(dataset, rules);
      } catch (error) {
        if (error instanceof StatementTimeoutError) {
          const limit = `${timeoutMs / 1000} s`;
          throw new ProfileError('TIMEOUT', `measuring ${dataset.schema}.${dataset.table} takes longer than ${limit}`);
        }
        const sqlState = sqlStateOf(error);
        const culprit = sqlState === INVALID_REGULAR_EXPRESSION && (await ruleWithInvalidPattern(rules));
        throw culprit ? misfit(culprit, dataset, INVALID_PATTERN) : (refusalOf(sqlState, dataset) ?? error);
      }
    },
  };
}
