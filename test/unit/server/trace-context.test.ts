import { expect, test } from 'vitest';

import { parseTraceparent } from '../../../src/server/graphql/trace-context.ts';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT_ID = '00f067aa0ba902b7';
const VALID = `00-${TRACE_ID}-${PARENT_ID}-01`;

test('a trace of version 00 is taken as it is', () => {
  expect(parseTraceparent(VALID)).toBe(VALID);
});

test('a trace of a later version is taken for what this one knows of it', () => {
  expect(parseTraceparent(`cc-${TRACE_ID}-${PARENT_ID}-03-what-comes-after`)).toBe(VALID);
  expect(parseTraceparent(`01-${TRACE_ID}-${PARENT_ID}-02`)).toBe(`00-${TRACE_ID}-${PARENT_ID}-00`);
});

test.each([
  ['nothing', undefined],
  ['no text', 5],
  ['an empty text', ''],
  ['the version that must not be', `ff-${TRACE_ID}-${PARENT_ID}-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${PARENT_ID}-01`],
  ['a parent of zeros', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
  ['upper case', VALID.toUpperCase()],
  ['more than version 00 has', `${VALID}-extra`],
  ['a later version with more, and no dash before it', `01-${TRACE_ID}-${PARENT_ID}-01x`],
  ['white space around', ` ${VALID} `],
  ['a line break behind', `${VALID}\n`],
  ['two of them, as a repeated header gives', `${VALID}, ${VALID}`],
  ['a short trace', `00-${TRACE_ID.slice(1)}-${PARENT_ID}-01`],
  ['no flags', `00-${TRACE_ID}-${PARENT_ID}`],
  ['no hexadecimal', `00-${TRACE_ID.replace('4', 'g')}-${PARENT_ID}-01`],
])('%s is no trace', (_, text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
