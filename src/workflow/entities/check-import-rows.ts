import type { Issue } from '../../domain/entities/entity-change.ts';
import { createPatternCheck } from '../../store/profiling/pattern-check.ts';
import { checkAgainstWarehouse, type CheckParts } from '../datasets/check-against-warehouse.ts';
import type { EntityImport } from './entity-import.ts';
import { type ImportedEntity, parseRow } from './parse-import-row.ts';
import type { RefuseRow } from './plan-import.ts';

/** Rows that are compared with the warehouse at once. */
const BATCH_ROWS = 500;

/**
 * What is wrong with each row by itself, and what the warehouse says about it. Outside of the transaction, because a
 * pattern is tried under a time limit, and the warehouse takes its time. Returns warnings, each once and not more than
 * this many. Columns of lineage are not checked: the datasets of its ends may be among the rows.
 */
export async function checkRows(
  parts: CheckParts,
  { tenantId, rows, onProgress }: EntityImport,
  refuse: RefuseRow,
  mostWarnings: number,
): Promise<Issue[]> {
  const problemOf = createPatternCheck(parts.database);
  const warnings = new Map<string, Issue>();
  let batch: (ImportedEntity & { number: number })[] = [];
  let asksWarehouse = true;
  let number = 0;

  async function flush(): Promise<void> {
    const changes = batch.map(({ entityType, canonicalKey, content: { lineage: _, ...change } }) => ({
      ...{ entityType, canonicalKey, change },
      kind: 'CREATE' as const,
    }));
    const findings = await checkAgainstWarehouse(parts, { tenantId }, changes, { asksWarehouse });
    for (const [index, found] of findings.entries()) {
      asksWarehouse &&= found.wasAsked;
      const issues = found.issues.map(inContent);
      if (issues.length > 0) refuse(batch[index]?.number ?? 0, issues);
      for (const warning of found.warnings.map(inContent)) {
        if (warnings.size < mostWarnings) warnings.set(JSON.stringify(warning), warning);
      }
    }
    batch = [];
  }

  for await (const row of rows()) {
    number++;
    const parsed = parseRow(row);
    const check = 'issues' in parsed ? undefined : parsed.content.businessRule?.check;
    const problem = check?.kind === 'pattern' ? await problemOf(check.pattern) : undefined;
    if ('issues' in parsed) refuse(number, parsed.issues);
    else if (problem !== undefined) {
      refuse(number, [{ path: ['content', 'businessRule', 'check', 'pattern'], message: problem }]);
    } else if (parsed.content.dataset) batch.push({ ...parsed, number });
    if (batch.length === BATCH_ROWS) await flush();
    onProgress?.({ phase: 'checking', rows: number });
  }
  await flush();
  return [...warnings.values()];
}

function inContent({ path: [, ...inside], message }: Issue): Issue {
  return { path: ['content', ...inside], message };
}
