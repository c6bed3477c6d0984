import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { createPatternCheck } from '../../../src/store/profiling/pattern-check.ts';
import { STORES } from '../../support/stores.ts';

const LETTERS = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index));

describe.each(STORES)('the patterns of one request on %s', (_, openStore) => {
  let database: Database;
  beforeAll(async () => {
    database = await openStore();
  });
  afterAll(() => database.close());

  /** Checks them all; also says how long somebody else had to wait for an answer meanwhile, at the most. */
  async function check(patterns: readonly string[]) {
    const problemOf = createPatternCheck(database);
    const done = new AbortController();
    let longestMs = 0;
    const others = (async () => {
      while (!done.signal.aborted) {
        const askedMs = performance.now();
        await database.query('SELECT 1');
        longestMs = Math.max(longestMs, performance.now() - askedMs);
      }
    })();
    const problems: (string | undefined)[] = [];
    for (const pattern of patterns) problems.push(await problemOf(pattern));
    done.abort();
    await others;
    return { problems, longestMs };
  }

  test.each(['(((x?){10}){10}){9}$', '((x|){30}){30}', '(((x{0,2}){10}){10}){9}', '(((x*){10}){10}){9}'])(
    'twelve like %s, whose nested bounds multiply to very many copies, are refused and hold up nobody',
    async (pattern) => {
      const { problems, longestMs } = await check(LETTERS.map((letter) => pattern.replace('x', letter)));
      for (const problem of problems) expect(problem).toMatch(/too complex/);
      expect(longestMs).toBeLessThan(500);
    },
  );

  test.each(['(((x?){5}){5}){10}', '(x{0,3}){250}', '((x|){25}){10}', '((((x{0,4}){0,4}){0,4}){0,4}){0,3}'])(
    'twelve like %s, the largest of their kind that are taken, hold up others for a moment only',
    async (pattern) => {
      const { longestMs } = await check(LETTERS.map((letter) => pattern.replace('x', letter)));
      expect(longestMs).toBeLessThan(2_000);
    },
  );

  test('what people write is taken', async () => {
    const { problems } = await check([
      '^[A-Z]{3}-[0-9]{4,10}$',
      '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,63}$',
      '^(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}$',
      '^https?://(www\\.)?[-a-zA-Z0-9@:%._+~#=]{1,255}\\.[a-z]{2,6}\\y([-a-zA-Z0-9@:%_+.~#?&/=]*)$',
      '^\\+?[0-9]{1,3}([ -]?\\(?[0-9]{1,4}\\)?){1,6}$',
      '^(\\S{1,50}\\s){0,10}\\S{1,50}$',
    ]);
    expect(problems).toEqual(Array(6).fill(undefined));
  });
});
