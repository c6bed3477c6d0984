import type { ImportEntityInput } from './import.generated.ts';
import { importBatches, type NumberedRow } from './import-batches.ts';
import type { InputTypes } from './input-types.ts';
import { rowName, type Rows } from './read-rows.ts';
import { formIssues } from './row-form.ts';
import type { BadRow } from './run-import.ts';

export interface CheckedRows {
  good: readonly NumberedRow<ImportEntityInput>[];
  bad: readonly BadRow[];
  /** How many calls the good ones take. */
  steps: number;
  /** By the place of the row. */
  names: ReadonlyMap<number, string>;
}

/** Tells the rows apart whose form the API takes. What the rows say, such as names that exist, the server checks. */
export function checkRows(rows: Rows, types: InputTypes): CheckedRows {
  const good: NumberedRow<ImportEntityInput>[] = [];
  const bad: BadRow[] = [];
  const names = new Map<number, string>();
  for (const [index, row] of rows.entries()) {
    const name = rowName(row);
    if (name !== undefined) names.set(index, name);
    const issues = formIssues(row, 'ImportEntityInput', types);
    if (issues.length > 0) bad.push({ index, issues });
    // What has no issue has the form of the type that was compared with.
    else good.push({ index, row: row as ImportEntityInput });
  }
  return { good, bad, steps: importBatches(good).length, names };
}
