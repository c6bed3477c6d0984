import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { createPatternCheck } from '../../../src/store/profiling/pattern-check.ts';
import { STORES } from '../../support/store/stores.ts';

const LETTERS = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index));

describe.each(STORES)('the patterns of one request on %s', (_, openStore) => {
  let database: Database;
  beforeAll(async () => {
    database = await openStore();
  });
  afterAll(() => database.close());

  async function problemsOf(patterns: readonly string[]): Promise<(string | undefined)[]> {
    const problemOf = createPatternCheck(database);
    const problems: (string | undefined)[] = [];
    for (const pattern of patterns) problems.push(await problemOf(pattern));
    return problems;
  }

  test.each(['(((x?){10}){10}){9}$', '((x|){30}){30}', '(((x{0,2}){10}){10}){9}', '(((x*){10}){10}){9}'])(
    'twelve like %s, whose nested bounds multiply to very many copies, are refused before they are compiled',
    async (pattern) => {
      const problems = await problemsOf(LETTERS.map((letter) => pattern.replace('x', letter)));
      expect(new Set(problems)).toEqual(new Set(['is too complex: its repetitions multiply']));
    },
  );

  test('what people write is taken', async () => {
    const problems = await problemsOf([
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
