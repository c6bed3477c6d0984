import type { RequestRow } from './request-rows.ts';

/** Requests of one change set belong together; any other stands for itself. */
export type RowGroup<R> = { key: string; rows: readonly [RequestRow<R>, ...RequestRow<R>[]] };

interface Grouped {
  id: string;
  changeSet: { id: string } | null;
}

/** The rows with those of a change set together, where the first of them stands. */
export function groupRows<R extends Grouped>(rows: readonly RequestRow<R>[]): readonly RowGroup<R>[] {
  const groups = new Map<string, [RequestRow<R>, ...RequestRow<R>[]]>();
  for (const row of rows) {
    const key = keyOf(row.request);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, group]) => ({ key, rows: group }));
}

/** As how many entries these requests are shown. */
export function countEntries(requests: readonly Grouped[]): number {
  return new Set(requests.map(keyOf)).size;
}

function keyOf({ id, changeSet }: Grouped): string {
  return changeSet?.id ?? id;
}
