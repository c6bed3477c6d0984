import { expect, test } from 'vitest';

import {
  addRequest,
  appendPage,
  byNewest,
  byUrgency,
  NO_ROWS,
  removeRequest,
  showWaiting,
  updateRequest,
} from '../../../../dashboard/approvals/rows/request-rows.ts';

function request(id: string, dueAt: string | null = null, votes = 0) {
  return { id, dueAt, requestedAt: `2026-06-0${id}T00:00:00Z`, votes };
}

const page = appendPage(NO_ROWS, [request('1'), request('2')]);
const ids = ({ shown }: { shown: readonly { request: { id: string } }[] }) => shown.map((row) => row.request.id);

test('a new request waits, and moves nothing until it is asked for', () => {
  const rows = addRequest(page, request('3', '2026-06-09T00:00:00Z'));
  expect(ids(rows)).toEqual(['1', '2']);
  expect(rows.waiting).toHaveLength(1);
  const shown = showWaiting(rows, byUrgency);
  expect(ids(shown)).toEqual(['3', '1', '2']);
  expect(shown.waiting).toEqual([]);
});

test('a change that was delivered already has no further effect', () => {
  const once = addRequest(page, request('3'));
  expect(addRequest(once, request('3'))).toEqual(once);
  expect(addRequest(page, request('1')).waiting).toEqual([]);
  expect(removeRequest(page, 'unknown', 'APPROVED')).toEqual(page);
  expect(updateRequest(page, request('9'))).toBe(page);
});

test('a removed request stays where it was with the reason, and is as before when it is back', () => {
  const removed = removeRequest(page, '1', 'REJECTED');
  expect(removed.shown[0]).toEqual({ request: request('1'), removed: 'REJECTED' });
  expect(addRequest(removed, request('1')).shown[0]).toEqual({ request: request('1') });
});

test('one that is removed while it waits was never there', () => {
  expect(removeRequest(addRequest(page, request('3')), '3', 'WITHDRAWN').waiting).toEqual([]);
});

test('an update keeps the place and the mark of a row', () => {
  const rows = updateRequest(removeRequest(page, '1', 'VOTED'), request('1', null, 1));
  expect(rows.shown[0]).toEqual({ request: request('1', null, 1), removed: 'VOTED' });
});

test('a further page adds what is not there yet, and renews what is', () => {
  const waiting = addRequest(page, request('3'));
  const rows = appendPage(waiting, [request('2', null, 1), request('3', null, 1), request('4')]);
  expect(ids(rows)).toEqual(['1', '2', '4']);
  expect(rows.shown[1]?.request.votes).toBe(1);
  expect(rows.waiting[0]?.votes).toBe(1);
});

test('the inbox has the earliest due date first, then the oldest; the list has the newest first', () => {
  const all = [request('1'), request('2', '2026-07-02T00:00:00Z'), request('3', '2026-07-01T00:00:00Z'), request('4')];
  expect([...all].sort(byUrgency).map(({ id }) => id)).toEqual(['3', '2', '1', '4']);
  expect([...all].sort(byNewest).map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
});
