import type { EntitiesQuery } from '../entities-query.ts';
import type { HideableColumn } from '../entities-search.ts';
import type { EntityPages } from '../list/entity-pages.ts';
import { csvColumnsOf } from './entity-columns-csv.ts';
import { BYTE_ORDER_MARK, csvLine } from './write-csv.ts';

/** A file has no more entities than that. */
export const MOST_EXPORTED = 100_000;
const PAGE = 100;

export interface ExportOptions {
  pages: Pick<EntityPages, 'page'>;
  query: EntitiesQuery;
  shown: readonly HideableColumn[];
  signal: AbortSignal;
  onProgress: (rowCount: number) => void;
}

export interface CsvExport {
  /** One after the other, they are the file. */
  parts: readonly string[];
  /** Whether there are more entities than were exported. */
  isCut: boolean;
}

/**
 * All entities that match, in their order, read page by page; undefined if the signal was aborted. One that changes its
 * place meanwhile is written once.
 */
export async function exportEntities(options: ExportOptions): Promise<CsvExport | undefined> {
  const { pages, query, shown, signal, onProgress } = options;
  const columns = csvColumnsOf(shown);
  const parts = [BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => title))];
  const written = new Set<string>();
  let after: string | undefined;
  for (;;) {
    const { rows, hasNextPage } = await pages.page(query, { first: PAGE, ...(after !== undefined && { after }) });
    if (signal.aborted) return undefined;
    const fresh = rows.filter(({ id }) => !written.has(id)).slice(0, MOST_EXPORTED - written.size);
    for (const { id } of fresh) written.add(id);
    parts.push(fresh.map(({ entity }) => csvLine(columns.map(({ valueOf }) => valueOf(entity)))).join(''));
    onProgress(written.size);
    after = rows.at(-1)?.cursor;
    if (!hasNextPage || after === undefined) return { parts, isCut: false };
    if (written.size >= MOST_EXPORTED) return { parts, isCut: true };
  }
}
