import { expect, test } from 'vitest';

import { announcedChanges } from '../../../src/domain/entities/announced-changes.ts';

test('the payload of a change has both values of each field, and is bounded', () => {
  const pair = '😀';
  expect(
    announcedChanges([
      { field: 'name', before: null, after: '"Sales"' },
      { field: 'description', before: `"${'d'.repeat(998)}${pair}"`, after: `"${'d'.repeat(998)}"` },
    ]),
  ).toEqual({
    changedFields: ['name', 'description'],
    changes: [
      { field: 'name', before: null, after: '"Sales"', truncated: false },
      // Half a pair is not left behind.
      { field: 'description', before: `"${'d'.repeat(998)}`, after: `"${'d'.repeat(998)}"`, truncated: true },
    ],
  });
});
