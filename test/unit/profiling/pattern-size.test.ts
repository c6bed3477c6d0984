import { expect, test } from 'vitest';

import { patternSize } from '../../../src/domain/profiling/pattern-size.ts';

test.each([
  ['abc', 3],
  ['^[A-Z]{3}-[0-9]{4,10}$', 16],
  ['[[:upper:]]{2}', 2],
  ['(a|b)*', 8],
  ['(ab){10}', 20],
  ['((x{10}){10}){10}', 1_000],
  ['(x{255}){255}', 65_025],
  ['\\(a{3}\\)', 5],
  ['a{3,}', 3],
  ['((', 0],
])('%s has the size %i', (pattern, size) => {
  expect(patternSize(pattern)).toBe(size);
});
