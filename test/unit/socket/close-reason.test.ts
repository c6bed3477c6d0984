import { expect, test } from 'vitest';

import { closeReason } from '../../../src/server/socket/close-reason.ts';

test.each([
  ['ASCII', 'x'.repeat(500)],
  ['three bytes each', '語'.repeat(60)],
  ['four bytes each', '🙂'.repeat(60)],
])('a reason in characters of %s is cut to what a close frame holds, between characters', (_, text) => {
  const reason = closeReason(text);
  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
  expect(Buffer.byteLength(reason)).toBeGreaterThan(115);
  expect(reason.endsWith('…')).toBe(true);
  expect(text.startsWith(reason.slice(0, -1))).toBe(true);
  // Half a character would not come back the same.
  expect(Buffer.from(reason).toString()).toBe(reason);
});

test('a reason that fits stays as it is', () => {
  expect(closeReason('x'.repeat(123))).toBe('x'.repeat(123));
  expect(closeReason()).toBe('');
});
