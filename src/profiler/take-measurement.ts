import type { Measurement, RuleResult } from '../domain/profiling/figures.ts';
import { quotedName } from '../store/database/quoted-name.ts';
import {
  type Database,
  DatabaseUnavailableError,
  type Sql,
  sqlStateOf,
  StatementTimeoutError,
} from '../store/database/sql.ts';
import { type MeasureQuery, measureQuery, type TableFigures } from './measure-query.ts';
import type { MeasurementPlan } from './measurement-plan.ts';
import { refusalOf } from './refusal.ts';
import type { PlannedCondition, PlannedReference, PlannedRule, SkippedRule } from './rules/planned-rule.ts';
import { referenceQuery } from './rules/reference-query.ts';
import type { RuleCounts } from './rules/rule-counts.ts';
import { inSavepoint } from './savepoint.ts';
import { applySessionSettings, limitStatements } from './session-settings.ts';
import type { TableColumns } from './table-columns.ts';
import { isUntranslatable } from './warehouse-texts.ts';

/** Longest wait for a lock. Changing a table may take longer; the profile then tries again later. */
const LOCK_WAIT_MS = 5_000;
const INSUFFICIENT_PRIVILEGE = '42501';

type Outcome = RuleCounts | { skippedBecause: string };

/**
 * Measures a table as of one moment, within the time limit. Each rule that refers to another table is a statement of
 * its own: what is wrong with the other table affects only that rule, and each gets its share of the remaining time.
 */
export async function takeMeasurement(
  warehouse: Database,
  plan: MeasurementPlan,
  timeoutMs: number,
): Promise<Measurement> {
  const endsAtMs = performance.now() + timeoutMs;
  const remainingMs = () => Math.max(0, endsAtMs - performance.now());
  const conditions = plan.rules.filter((rule): rule is PlannedCondition => 'check' in rule && !isReference(rule));
  const references = plan.rules.filter((rule): rule is PlannedReference => 'check' in rule && isReference(rule));
  const lockMs = Math.min(LOCK_WAIT_MS, timeoutMs / (2 * (1 + references.length)));
  const outcomes = new Map<PlannedRule, Outcome>();
  const taken: { figures?: TableFigures } = {};

  /** Skips the rule if the other table cannot be read. */
  async function tryReference(planned: PlannedReference, limitMs: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const refusal =
        error instanceof DatabaseUnavailableError ? undefined : refusalOf(error, planned.check.table, limitMs);
      if (!refusal) throw error;
      outcomes.set(planned, { skippedBecause: notApplied(planned, refusal.message) });
    }
  }

  try {
    await warehouse.readOnly({ timeoutMs }, async (sql) => {
      // Before anything is read, because the first read fixes the snapshot: a TRUNCATE, or an ALTER TABLE that rewrites
      // the table, makes it look empty in any earlier snapshot.
      await sql.query(`SET LOCAL lock_timeout = ${Math.ceil(lockMs)}`);
      await lockForReading(sql, plan.table);
      for (const planned of references) {
        await tryReference(planned, lockMs, () => lockForReading(sql, planned.check.table));
      }

      await applySessionSettings(sql, { sorts: plan.columns.length + 1 });
      taken.figures = await measureTable(sql, plan, conditions, remainingMs);

      const open = references.filter((planned) => !outcomes.has(planned));
      for (const [index, planned] of open.entries()) {
        if (remainingMs() === 0) break;
        const shareMs = remainingMs() / (open.length - index);
        await limitStatements(sql, shareMs);
        await tryReference(planned, shareMs, async () => {
          const query = referenceQuery(planned);
          const { rows } = await inSavepoint(sql, () => sql.query(query.text));
          outcomes.set(planned, query.read(rows));
        });
      }
    });
  } catch (error) {
    // The embedded database ends the whole transaction when the time is over. What was counted before is still valid.
    if (!(error instanceof StatementTimeoutError) || !taken.figures) throw error;
  }

  const { figures } = taken;
  if (!figures) throw new Error('the table was not measured');
  const { rowCount, distinctKeys, columns, rules } = figures;
  const late = 'it was not finished within the time limit of the profile';
  return {
    rowCount,
    distinctKeys,
    columns,
    rules: plan.rules.map((rule) => {
      if (!('check' in rule)) return resultOf(rule, rule);
      const counts = isReference(rule) ? outcomes.get(rule) : rules.get(rule);
      return resultOf(rule, counts ?? { skippedBecause: notApplied(rule, late) });
    }),
  };
}

/** All figures except those of the rules that refer to other tables. */
async function measureTable(
  sql: Sql,
  plan: MeasurementPlan,
  conditions: readonly PlannedCondition[],
  remainingMs: () => number,
): Promise<TableFigures> {
  const measure = async (query: MeasureQuery) => {
    await limitStatements(sql, remainingMs());
    return query.read((await sql.query(query.text, query.values)).rows);
  };
  try {
    return await inSavepoint(sql, () => measure(measureQuery(plan, conditions)));
  } catch (error) {
    // A minimum or maximum text cannot be converted to Unicode, because it contains bytes that its encoding does not
    // define.
    if (!isUntranslatable(error)) throw error;
    return measure(measureQuery(plan, conditions, { tellsTexts: false }));
  }
}

/** Prevents changes to the table, except to its rows, until the transaction ends. */
async function lockForReading(sql: Sql, { schema, table, isLockable }: TableColumns): Promise<void> {
  if (!isLockable) return;
  try {
    await inSavepoint(sql, () => sql.query(`LOCK TABLE ${quotedName(schema, table)} IN ACCESS SHARE MODE`));
  } catch (error) {
    // A user who can read only some columns cannot lock. Whether that is sufficient shows when the table is read.
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
  }
}

function isReference(planned: PlannedRule): planned is PlannedReference {
  return planned.check.kind === 'reference';
}

function notApplied({ rule, table }: PlannedRule, reason: string): string {
  return `rule ${rule.canonicalKey} could not be applied to ${table.schema}.${table.table}.${rule.column}: ${reason}`;
}

function resultOf({ rule }: PlannedRule | SkippedRule, outcome: Outcome | SkippedRule): RuleResult {
  const { entityId, canonicalKey, column, severity, check } = rule;
  const counts = 'checked' in outcome ? outcome : { checked: 0, passed: 0, skippedBecause: outcome.skippedBecause };
  return { entityId, canonicalKey, column, kind: check.kind, severity, ...counts };
}
