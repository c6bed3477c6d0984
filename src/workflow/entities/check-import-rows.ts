import type { Database } from '../../store/database/sql.ts';
import { createPatternCheck } from '../../store/profiling/pattern-check.ts';
import type { EntityImport } from './entity-import.ts';
import { parseRow } from './parse-import-row.ts';
import type { RefuseRow } from './plan-import.ts';

/** What is wrong with each row by itself. Outside of the transaction, because a pattern is tried under a time limit. */
export async function checkRows(
  database: Database,
  { rows, onProgress }: EntityImport,
  refuse: RefuseRow,
): Promise<void> {
  const problemOf = createPatternCheck(database);
  let number = 0;
  for await (const row of rows()) {
    number++;
    const parsed = parseRow(row);
    const check = 'issues' in parsed ? undefined : parsed.content.businessRule?.check;
    if ('issues' in parsed) refuse(number, parsed.issues);
    else if (check?.kind === 'pattern') {
      const problem = await problemOf(check.pattern);
      if (problem !== undefined) {
        refuse(number, [{ path: ['content', 'businessRule', 'check', 'pattern'], message: problem }]);
      }
    }
    onProgress?.({ phase: 'checking', rows: number });
  }
}
