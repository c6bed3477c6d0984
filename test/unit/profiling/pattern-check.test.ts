import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Sql } from '../../../src/store/database/sql.ts';
import { createPatternCheck } from '../../../src/store/profiling/pattern-check.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** A database that takes so long to wait for its turn, and so long to compile a pattern. */
function slowDatabase({ waitMs = 0, compileMs }: { waitMs?: number; compileMs: number }) {
  let compiled = 0;
  return {
    compiled: () => compiled,
    readOnly<T>(_: { timeoutMs: number }, work: (sql: Sql) => Promise<T>): Promise<T> {
      vi.advanceTimersByTime(waitMs);
      return work({
        query() {
          compiled++;
          vi.advanceTimersByTime(compileMs);
          return Promise.resolve({ rows: [{}], rowCount: 0 });
        },
      });
    },
  };
}

const PATTERNS = Array.from({ length: 12 }, (_, index) => `${String.fromCharCode(97 + index)}+`);

async function problemsOf(database: ReturnType<typeof slowDatabase>): Promise<(string | undefined)[]> {
  const check = createPatternCheck(database);
  const problems: (string | undefined)[] = [];
  for (const pattern of PATTERNS) problems.push(await check(pattern));
  return problems;
}

test('patterns that are slow to compile share a bound, and those behind it are refused untried', async () => {
  const database = slowDatabase({ compileMs: 700 });
  const problems = await problemsOf(database);
  expect(database.compiled()).toBe(3);
  expect(problems.slice(0, 3)).toEqual([undefined, undefined, undefined]);
  expect(new Set(problems.slice(3))).toEqual(
    new Set(['was not checked, because the patterns before it took too long to compile']),
  );
});

test('patterns that are compiled soon are taken however many there are, and however long others keep the database', async () => {
  const database = slowDatabase({ waitMs: 10_000, compileMs: 50 });
  expect(new Set(await problemsOf(database))).toEqual(new Set([undefined]));
  expect(database.compiled()).toBe(12);
});

test('a pattern is compiled once, and one that is too large for its bounds never', async () => {
  const database = slowDatabase({ compileMs: 1 });
  const check = createPatternCheck(database);
  expect(await check('a{3}')).toBeUndefined();
  expect(await check('a{3}')).toBeUndefined();
  expect(await check('(((a?){10}){10}){9}$')).toMatch(/too complex/);
  expect(database.compiled()).toBe(1);
});
