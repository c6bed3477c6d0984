import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import type {
  ColumnValues,
  FoundReference,
  LookRequest,
  ReferenceCandidate,
  TableLook,
} from '../../domain/profiling/business-rules/rule-suggestion.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import { type Sql, sqlStateOf } from '../../store/database/sql.ts';
import { kindOf } from '../column.ts';
import { type PlanParts, planRule, tableOf } from '../measurement-plan.ts';
import { inSavepoint } from '../savepoint.ts';
import { applySessionSettings, limitStatements } from '../session-settings.ts';
import type { TableColumns } from '../table-columns.ts';
import type { TableName } from '../table-name.ts';
import { candidatesQuery, valuesQuery } from './look-query.ts';
import type { PlannedRule } from './planned-rule.ts';
import { type RuleTestParts, sourceOf } from './test-rule.ts';
import { testedRuleQuery } from './tested-rule-query.ts';

/** Most references that are tried for one table, and columns whose values are listed. */
const MAX_CANDIDATES = 10;
const MAX_LISTED_COLUMNS = 20;

export interface LookParts extends RuleTestParts {
  partsOf: (sql: Sql, table: TableName, rules: readonly BoundRule[]) => Promise<PlanParts>;
}

/**
 * Looks at what a profile does not keep, as of one moment. What cannot be read, or takes too long, is left out.
 * @throws ProfileError if the table itself cannot be read
 */
export async function lookForRules(
  { warehouse, partsOf, ...sampling }: LookParts,
  { schema, table, columns, listed, keys }: LookRequest,
  timeoutMs: number,
): Promise<TableLook> {
  const name = { schema, table };
  const endsAtMs = performance.now() + timeoutMs;
  return warehouse.readOnly({ timeoutMs }, async (sql) => {
    await applySessionSettings(sql, { sorts: 1 });
    const candidates = await candidatesOf(sql, name, { columns, keys });
    const rules = candidates.map(ruleOf);
    const parts = await partsOf(sql, name, rules);
    const found = tableOf(parts.findTable, name, '');
    const { source, isSample } = await sourceOf(sql, found, sampling);
    const lists = found.columns
      .filter((column) => listed.includes(column.name) && column.isReadable && kindOf(column) === 'text')
      .slice(0, MAX_LISTED_COLUMNS);
    let open = lists.length + rules.length;

    /** Undefined: it cannot be read, or its share of the time is over. */
    async function tryQuery<T>(query: TriedQuery<T>): Promise<T | undefined> {
      const shareMs = (endsAtMs - performance.now()) / open--;
      if (shareMs <= 0) return undefined;
      await limitStatements(sql, shareMs);
      try {
        return await inSavepoint(sql, async () => query.read((await sql.query(query.text, query.values)).rows));
      } catch (error) {
        if (sqlStateOf(error) === undefined) throw error;
        return undefined;
      }
    }

    const values: ColumnValues[] = [];
    for (const column of lists) {
      const own = await tryQuery(valuesQuery(column, source));
      if (own) values.push(own);
    }
    const references: FoundReference[] = [];
    for (const [index, rule] of rules.entries()) {
      const candidate = candidates[index];
      const planned = plannedOrNone(rule, found, parts);
      const counts = planned && (await tryQuery(testedRuleQuery(planned, source)));
      if (candidate && counts && counts.checked > 0 && counts.passed === counts.checked) {
        references.push({ ...candidate, checked: counts.checked });
      }
    }
    const primaryKey = found.columns.filter(({ inPrimaryKey }) => inPrimaryKey).map((column) => column.name);
    return { primaryKey, values, references, isSample };
  });
}

interface TriedQuery<T> {
  text: string;
  values?: readonly unknown[];
  read: (rows: readonly unknown[]) => T;
}

async function candidatesOf(
  sql: Sql,
  table: TableName,
  { columns, keys }: Pick<LookRequest, 'columns' | 'keys'>,
): Promise<ReferenceCandidate[]> {
  const query = candidatesQuery({ ...table, columns }, keys);
  const found = query.read((await sql.query(query.text, query.values)).rows);
  return found.slice(0, MAX_CANDIDATES);
}

function ruleOf({ column, schema, table, key }: ReferenceCandidate): BoundRule {
  const check = { kind: 'reference', schema, table, column: key } as const;
  return { entityId: '', canonicalKey: '(new)', severity: 'INFO', column, check };
}

/** None: the other table cannot be read, or the types do not fit. */
function plannedOrNone(rule: BoundRule, table: TableColumns, parts: PlanParts): PlannedRule | undefined {
  if (parts.refusalOfRule(rule)) return undefined;
  try {
    return planRule(rule, table, parts);
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return undefined;
  }
}
