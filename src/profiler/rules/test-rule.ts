import type { RuleTest } from '../../domain/profiling/business-rules/rule-test.ts';
import { quotedName } from '../../store/database/quoted-name.ts';
import type { Sql } from '../../store/database/sql.ts';
import type { Warehouse } from '../as-role.ts';
import { lockForReading } from '../lock-for-reading.ts';
import { sizeOf } from '../parts/table-facts.ts';
import { applySessionSettings, limitStatements } from '../session-settings.ts';
import type { TableColumns } from '../table-columns.ts';
import type { PlannedRule } from './planned-rule.ts';
import { failingShapesQuery, testedRuleQuery } from './tested-rule-query.ts';

/** Larger tables are tested by a sample: somebody waits for the answer. */
const SAMPLE_FROM_ROWS = 500_000;
const SAMPLED_ROWS = 200_000;
const LEAST_PAGES = 200;
const LOCK_WAIT_MS = 2_000;

export interface RuleTestParts {
  warehouse: Warehouse;
  /** Tables with more rows than this are tested by a sample, if that is fewer than SAMPLE_FROM_ROWS. */
  sampleFromRows: number;
  random: () => number;
}

/** Counts what a rule would count, as of one moment, within the time limit. */
export async function testRule(
  { warehouse, ...sampling }: RuleTestParts,
  { planned, table }: { planned: PlannedRule; table: TableColumns },
  timeoutMs: number,
): Promise<RuleTest> {
  const endsAtMs = performance.now() + timeoutMs;
  return warehouse.readOnly({ timeoutMs }, async (sql) => {
    await sql.query(`SET LOCAL lock_timeout = ${Math.ceil(Math.min(LOCK_WAIT_MS, timeoutMs / 4))}`);
    await lockForReading(sql, table);
    if (planned.check.kind === 'reference') await lockForReading(sql, planned.check.table);
    await applySessionSettings(sql, { sorts: 1 });
    const { source, isSample } = await sourceOf(sql, table, sampling);
    const run = async (query: { text: string; values: readonly unknown[] }) => {
      await limitStatements(sql, Math.max(1, endsAtMs - performance.now()));
      return (await sql.query(query.text, query.values)).rows;
    };
    const counting = testedRuleQuery(planned, source);
    const counts = counting.read(await run(counting));
    const hasFailing = planned.check.kind !== 'notNull' && counts.passed < counts.checked;
    const shaping = failingShapesQuery(planned, source);
    return { ...counts, isSample, failingShapes: hasFailing ? shaping.read(await run(shaping)) : [] };
  });
}

/** A FROM item with the alias t: of a large table that is stored, some pages. */
export async function sourceOf(
  sql: Sql,
  table: TableColumns,
  { sampleFromRows, random }: Omit<RuleTestParts, 'warehouse'>,
): Promise<{ source: string; isSample: boolean }> {
  const name = `${quotedName(table.schema, table.table)} AS t`;
  const size = table.isStored ? await sizeOf(sql, table) : undefined;
  if (!size || size.rows <= Math.min(SAMPLE_FROM_ROWS, sampleFromRows)) return { source: name, isSample: false };
  const percent = Math.min(100, 100 * Math.max(SAMPLED_ROWS / size.rows, LEAST_PAGES / size.pages));
  const seed = Math.floor(random() * 1_000_000);
  return {
    source: `${name} TABLESAMPLE SYSTEM (${percent.toFixed(6)}) REPEATABLE (${seed})`,
    isSample: percent < 100,
  };
}
