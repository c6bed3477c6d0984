import { expect, test } from 'vitest';

import { formatLine, layoutOf, type Line } from '../../../demo/terminal.ts';

const AT = new Date(2026, 0, 31, 9, 5, 7);
const LINE: Line = {
  at: AT,
  verb: 'skipped',
  subject: 'movies',
  text: 'one two three four five six seven eight nine ten',
};

test('a line in a file has no colour and no breaks', () => {
  const layout = layoutOf({ isTTY: false, columns: 80 }, undefined);
  expect(formatLine({ ...LINE, tone: 'bad' }, layout)).toBe(
    '09:05:07  skipped    movies                   one two three four five six seven eight nine ten',
  );
});

test('a text that is wider than the terminal goes on below where it began', () => {
  expect(formatLine(LINE, { columns: 80, colour: false })).toBe(
    '09:05:07  skipped    movies                   one two three four five six seven\n' +
      '                                              eight nine ten',
  );
});

test.each([
  [{ isTTY: true }, undefined, true],
  [{ isTTY: true }, '1', false],
  [{ isTTY: true }, '', true],
  [{}, undefined, false],
])('colour on %j with NO_COLOR %j: %s', (stream, noColor, colour) => {
  expect(layoutOf(stream, noColor).colour).toBe(colour);
  const formatted = formatLine({ ...LINE, tone: 'good' }, layoutOf(stream, noColor));
  expect(formatted.startsWith('\u001b[32m')).toBe(colour);
});
