import type { InboxRemovalReason } from '../../gql/types.ts';

/** What rows are told apart and put in order by. */
export interface Ordered {
  id: string;
  requestedAt: string;
  dueAt: string | null;
}

export interface RequestRow<R> {
  request: R;
  /** Why it is no longer in the inbox; it stays where it was until one leaves. */
  removed?: InboxRemovalReason;
}

/** A list that is being read: what is new waits, and nothing that is shown goes away or moves by itself. */
export interface RequestRows<R> {
  shown: readonly RequestRow<R>[];
  waiting: readonly R[];
}

export const NO_ROWS: RequestRows<never> = { shown: [], waiting: [] };

/** Adds a further page at the end. What is there already is renewed where it stands. */
export function appendPage<R extends Ordered>(rows: RequestRows<R>, page: readonly R[]): RequestRows<R> {
  const renewed = page.reduce(updateRequest, rows);
  const added = page.filter(({ id }) => !has(rows, id)).map((request) => ({ request }));
  return { ...renewed, shown: [...renewed.shown, ...added] };
}

/** A request that can be decided now. One that was removed and is back is shown where it was. */
export function addRequest<R extends Ordered>(rows: RequestRows<R>, request: R): RequestRows<R> {
  if (rows.shown.some((row) => row.request.id === request.id)) {
    return { ...rows, shown: rows.shown.map((row) => (row.request.id === request.id ? { request } : row)) };
  }
  return { ...rows, waiting: [...rows.waiting.filter(({ id }) => id !== request.id), request] };
}

/** Replaces a request if it is there. */
export function updateRequest<R extends Ordered>(rows: RequestRows<R>, request: R): RequestRows<R> {
  if (!has(rows, request.id)) return rows;
  return {
    shown: rows.shown.map((row) => (row.request.id === request.id ? { ...row, request } : row)),
    waiting: rows.waiting.map((each) => (each.id === request.id ? request : each)),
  };
}

export function removeRequest<R extends Ordered>(
  rows: RequestRows<R>,
  id: string,
  removed: InboxRemovalReason,
): RequestRows<R> {
  return {
    shown: rows.shown.map((row) => (row.request.id === id ? { ...row, removed } : row)),
    waiting: rows.waiting.filter((request) => request.id !== id),
  };
}

/** Puts what waits where it belongs. */
export function showWaiting<R extends Ordered>(
  { shown, waiting }: RequestRows<R>,
  order: (a: R, b: R) => number,
): RequestRows<R> {
  const all = [...shown, ...waiting.map((request) => ({ request }))];
  return { shown: all.sort((a, b) => order(a.request, b.request)), waiting: [] };
}

/** As the inbox: the earliest due date first, then the oldest request. */
export function byUrgency(a: Ordered, b: Ordered): number {
  const due = (request: Ordered) => (request.dueAt === null ? Infinity : Date.parse(request.dueAt));
  if (due(a) !== due(b)) return due(a) - due(b);
  return Date.parse(a.requestedAt) - Date.parse(b.requestedAt);
}

/** As the list of all requests. */
export function byNewest(a: Ordered, b: Ordered): number {
  return Date.parse(b.requestedAt) - Date.parse(a.requestedAt);
}

function has<R extends Ordered>({ shown, waiting }: RequestRows<R>, id: string): boolean {
  return shown.some(({ request }) => request.id === id) || waiting.some((request) => request.id === id);
}
