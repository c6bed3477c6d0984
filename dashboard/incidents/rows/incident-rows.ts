/** A list that is being read: what is new waits, and nothing that is shown goes away or moves by itself. */
export interface IncidentRows<R> {
  shown: readonly R[];
  waiting: readonly R[];
}

export const NO_ROWS: IncidentRows<never> = { shown: [], waiting: [] };

interface Known {
  id: string;
}

/** Adds a further page at the end. What is there already is renewed where it stands. */
export function appendPage<R extends Known>(rows: IncidentRows<R>, page: readonly R[]): IncidentRows<R> {
  const onPage = new Map(page.map((row) => [row.id, row]));
  const renewed = rows.shown.map((row) => onPage.get(row.id) ?? row);
  for (const { id } of renewed) onPage.delete(id);
  // What waited belongs further down, where it is read now.
  return { shown: [...renewed, ...onPage.values()], waiting: rows.waiting.filter(({ id }) => !onPage.has(id)) };
}

/** Renews a row where it is. A new one waits while it matches. */
export function putRow<R extends Known>(rows: IncidentRows<R>, row: R, matches: boolean): IncidentRows<R> {
  if (rows.shown.some(({ id }) => id === row.id)) {
    return { ...rows, shown: rows.shown.map((each) => (each.id === row.id ? row : each)) };
  }
  const others = rows.waiting.filter(({ id }) => id !== row.id);
  return { ...rows, waiting: matches ? [...others, row] : others };
}

/** Puts what waits where it belongs; what no longer matches goes. */
export function takeWaiting<R extends Known>(
  { shown, waiting }: IncidentRows<R>,
  matches: (row: R) => boolean,
  order: (a: R, b: R) => number,
): IncidentRows<R> {
  return { shown: [...shown.filter(matches), ...waiting].sort(order), waiting: [] };
}
