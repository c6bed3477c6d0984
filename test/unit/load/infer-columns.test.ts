import { describe, expect, it } from 'vitest';

import type { RowSource, Value } from '../../../src/load/source/row-source.ts';
import { inferColumns } from '../../../src/load/types/infer-columns.ts';

async function typeOf(typed: boolean, values: readonly (Value | undefined)[]): Promise<string | undefined> {
  const source: RowSource = {
    name: 'rows',
    typed,
    hasHeader: true,
    read: () => ({
      names: ['a'],
      bytesRead: 0,
      rows: values.map((value, index) => ({ line: index + 1, values: [value] })),
    }),
  };
  return (await inferColumns(source))[0]?.type;
}

describe('the type of a CSV column', () => {
  it.each<[string, (string | null)[]]>([
    ['boolean', ['true', 'false', null]],
    ['boolean', ['True', 'FALSE']],
    ['text', ['yes', 'no']],
    ['text', ['true', '1']],
    ['bigint', ['0', '-1', '42', null]],
    ['bigint', ['9223372036854775807', '-9223372036854775808']],
    ['numeric', ['9223372036854775808']],
    ['numeric', ['12345678901234567890123', '1.5']],
    ['text', ['1'.repeat(1001)]],
    ['text', ['007', '12']],
    ['text', ['00501', '99950']],
    ['text', ['+49', '12']],
    ['text', ['1,000']],
    ['text', ['1 ', '2']],
    ['text', ['0x1F']],
    ['text', ['12E7', '3']],
    ['text', ['1e400', '2']],
    ['text', ['NaN', '1.5']],
    ['text', ['Infinity', '1.5']],
    ['text', ['-Infinity', '1.5']],
    ['text', ['-', '1']],
    ['text', ['.', '1']],
    ['double precision', ['1.5', '-0.25', '.097', null]],
    ['double precision', ['12', '1.50']],
    ['double precision', ['-0', '1']],
    ['double precision', ['1.5e-7', '1e-05', '2.0E10', '5e-324']],
    ['double precision', ['0.30000000000000004', '0.10000000000000001', '30.685861110000001', '0.1']],
    ['numeric', ['0.30000000000000005', '0.1']],
    ['numeric', ['0.12345678901234567890']],
    ['numeric', ['9007199254740993', '0.5']],
    ['double precision', ['9007199254740991', '0.5']],
    ['numeric', ['1e+400']],
    ['text', ['1.5', '01.5']],
    ['date', ['2024-01-31', '2024-02-29', null]],
    ['text', ['2023-02-29']],
    ['text', ['0000-01-01']],
    ['text', ['2024-13-01']],
    ['text', ['Jun 12 1998']],
    ['text', ['01/31/2024']],
    ['text', ['2024-01']],
    ['text', ['2024-01-31', '2024-01-31T10:00']],
    ['timestamp without time zone', ['2024-01-31T10:00', '2024-01-31 10:00:59.123456']],
    ['timestamp with time zone', ['2024-01-31T10:00:00Z', '2024-01-31 10:00:00.123+05:30', '2024-01-31T10:00:00-08']],
    ['timestamp without time zone', ['2024-01-31T10:00:00.123456000']],
    ['text', ['2024-01-31T10:00:00.123456700']],
    ['text', ['2024-01-31T10:00:00.1234567Z', '2024-01-31T10:00:00Z']],
    ['text', ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00']],
    ['text', ['2024-01-31T24:00:00']],
    ['text', ['2024-01-31Z']],
    ['text', ['{"a": 1}']],
    ['text', ['1', 'n/a', '2']],
    ['text', [null, null]],
    ['text', []],
  ])('is %s for %j', async (type, values) => {
    expect(await typeOf(false, values)).toBe(type);
    expect(await typeOf(false, values.toReversed())).toBe(type);
  });
});

describe('the type of a JSON column', () => {
  it.each<[string, (Value | undefined)[]]>([
    ['boolean', [true, false, null]],
    ['text', [true, 1]],
    ['bigint', [1, -2, null, undefined]],
    ['bigint', [1, { json: '9007199254740993' }]],
    ['numeric', [{ json: '9223372036854775808' }]],
    ['numeric', [{ json: '12345678901234567.89' }, { json: '50000.0000000000000001' }]],
    ['numeric', [{ json: '9007199254740991.4' }, 1]],
    ['double precision', [{ json: '1.0' }, { json: '2e3' }, { json: '-0' }, 5]],
    ['text', ['1.0.1', { json: '1.10' }]],
    ['text', [{ json: '1e1000' }, 1]],
    ['double precision', [1, 2.5]],
    ['double precision', [1e300]],
    ['numeric', [{ json: '9007199254740993' }, 2.5]],
    ['text', ['1', '2']],
    ['text', ['true']],
    ['text', [1, '2']],
    ['date', ['2024-01-31', null]],
    ['text', ['2024-01-31', '']],
    ['text', ['2024-01-31', 'Jun 12 1998']],
    ['timestamp with time zone', ['2024-01-31T10:00:00Z']],
    ['timestamp without time zone', ['2024-01-31T10:00:00']],
    ['jsonb', [{ json: '{}' }, { json: '[1]' }, null]],
    ['text', [{ json: '{}' }, 1]],
    ['text', [null, undefined]],
  ])('is %s for %s', async (type, values) => {
    expect(await typeOf(true, values)).toBe(type);
    expect(await typeOf(true, values.toReversed())).toBe(type);
  });
});
