import type { Client, CombinedError } from 'urql';

import type { BadRowPolicy } from '../../gql/types.ts';
import { ImportEntitiesDocument, type ImportEntityInput } from './import.generated.ts';
import { importBatches, type NumberedRow } from './import-batches.ts';
import type { RowIssue } from './row-form.ts';

export interface BadRow {
  /** Place in the file, from 0. */
  index: number;
  issues: readonly RowIssue[];
}

export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  badRowCount: number;
  badRows: readonly BadRow[];
  warnings: readonly RowIssue[];
  /** Calls that have ended, of all. */
  step: number;
  steps: number;
  /** Why the rest was not sent. */
  stopped?: string;
  error?: CombinedError;
}

const NO_REPORT: ImportReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  badRowCount: 0,
  badRows: [],
  warnings: [],
  step: 0,
  steps: 0,
};

export interface ImportRun {
  client: Client;
  rows: readonly NumberedRow<ImportEntityInput>[];
  onBadRow: BadRowPolicy;
  onReport: (report: ImportReport) => void;
  /** No call follows when it has ended. */
  signal: AbortSignal;
}

/** Imports rows call by call, and ends at the first call that imports nothing. Each call is all or nothing by itself. */
export async function runImport({ client, rows, onBadRow, onReport, signal }: ImportRun): Promise<void> {
  const batches = importBatches(rows);
  let report: ImportReport = { ...NO_REPORT, steps: batches.length };
  onReport(report);
  for (const batch of batches) {
    if (signal.aborted) return;
    const input = { onBadRow, rows: batch.map(({ row }) => row) };
    const { data, error } = await client.mutation(ImportEntitiesDocument, { input }).toPromise();
    if (!data) {
      onReport({ ...report, ...(error ? { error } : {}) });
      return;
    }
    const result = data.importEntities;
    if ('badRows' in result) {
      const badRows = result.badRows.map(({ row, issues }) => ({ index: batch[row]?.index ?? row, issues }));
      report = {
        ...report,
        badRowCount: report.badRowCount + result.badRowCount,
        badRows: [...report.badRows, ...badRows],
      };
    }
    if (result.__typename !== 'ImportEntitiesSuccess') {
      onReport({ ...report, stopped: result.message });
      return;
    }
    report = {
      ...report,
      created: report.created + result.created,
      updated: report.updated + result.updated,
      unchanged: report.unchanged + result.unchanged,
      warnings: [...report.warnings, ...result.warnings],
      step: report.step + 1,
    };
    onReport(report);
  }
}
