import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';

/** What happens to an import with bad rows: the others are imported, or nothing is. */
export const BAD_ROW_POLICIES = ['SKIP', 'REFUSE_ALL'] as const;
export type BadRowPolicy = (typeof BAD_ROW_POLICIES)[number];

/** A row as it was read: a value that is not checked yet, or why there is none. */
export type ImportRow = { value: unknown } | { problem: string };

export interface BadRow {
  /** 1 for the first row. */
  number: number;
  issues: Issue[];
}

export interface ImportProgress {
  /** Rows are read twice: to check each by itself, and to compare it with the others. Then they are written. */
  phase: 'checking' | 'comparing' | 'writing';
  rows: number;
}

export interface EntityImport {
  tenantId: string;
  actor: Actor;
  /** Can be read more than once, each time from the start. */
  rows: () => AsyncIterable<ImportRow> | Iterable<ImportRow>;
  onBadRow: BadRowPolicy;
  /** Called with each bad row. */
  reportBadRow: (row: BadRow) => void;
  onProgress?: (progress: ImportProgress) => void;
}
