import { expect, it } from 'vitest';

import { appendPage, NO_ROWS, putRow, takeWaiting } from '../../../../dashboard/incidents/rows/incident-rows.ts';

interface Row {
  id: string;
  grade: number;
}

const row = (id: string, grade = 0): Row => ({ id, grade });
const byGrade = (a: Row, b: Row) => b.grade - a.grade;

it('a row that changes is renewed where it stands, even if it no longer matches', () => {
  const rows = appendPage<Row>(NO_ROWS, [row('a', 3), row('b', 2)]);
  expect(putRow(rows, row('b', 9), false)).toEqual({ shown: [row('a', 3), row('b', 9)], waiting: [] });
});

it('a new row waits while it matches, and takes its place when it is asked for', () => {
  const rows = putRow(appendPage<Row>(NO_ROWS, [row('a', 3), row('b', 1)]), row('c', 2), true);
  expect(rows.shown).toHaveLength(2);
  expect(rows.waiting).toEqual([row('c', 2)]);
  expect(putRow(rows, row('c', 2), false).waiting).toEqual([]);
  const taken = takeWaiting(rows, ({ id }) => id !== 'b', byGrade);
  expect(taken).toEqual({ shown: [row('a', 3), row('c', 2)], waiting: [] });
});

it('a further page brings each row once', () => {
  const first = putRow(appendPage<Row>(NO_ROWS, [row('a', 3)]), row('c', 1), true);
  const both = appendPage(first, [row('a', 4), row('b', 2), row('c', 1)]);
  expect(both).toEqual({ shown: [row('a', 4), row('b', 2), row('c', 1)], waiting: [] });
});
