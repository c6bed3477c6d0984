import { describe, expect, it } from 'vitest';

import { lossOf } from '../../../src/load/table/column-loss.ts';

const ROUND = 'round';
const TIME = 'drop the time of day of';
const ZONE = 'drop the time zone of';
const DATE = 'drop the date of';

describe('a column', () => {
  it.each([
    ['numeric(10,2)', '1.239', ROUND],
    ['numeric(10,2)', ' +1.239 ', ROUND],
    ['numeric(10,2)', '1.239e-1', ROUND],
    ['numeric(10,2)', '1_000.001', ROUND],
    ['numeric(10)', '1.5', ROUND],
    ['numeric(3,-2)', '1234', ROUND],
    ['money', '$1,000.239', ROUND],
    ['real', '16777217', ROUND],
    ['real', '0.30000000000000004', ROUND],
    ['double precision', '9007199254740993', ROUND],
    ['double precision', '0.1234567890123456789', ROUND],
    ['date', '2024-01-01 23:59:00', TIME],
    ['date', '2024-01-01T235900', TIME],
    ['date', '20240101 2359', TIME],
    ['date', 'Jan 1 2024 11:59 PM', TIME],
    ['date', '2024-01-01T00:00:00Z', ZONE],
    ['date', 'J2451187.5', 'possibly truncate'],
    ['date', 'Jan 19 2012 +0530', ZONE],
    ['date', '2024-01-01Z', ZONE],
    ['date', '2024-01-01+05', ZONE],
    ['timestamp without time zone', '2024-01-01T10:00:00+05:00', ZONE],
    ['timestamp without time zone', '2024-01-01T10:00:00Z', ZONE],
    ['timestamp without time zone', '20240101T101010-0500', ZONE],
    ['timestamp without time zone', '2024-01-01 10:00 PM -05', ZONE],
    ['timestamp without time zone', '2024-01-01 10:00:00 Europe/Berlin', ZONE],
    ['timestamp without time zone', 'Mon Jan 1 10:00:00 2024 PST', ZONE],
    ['timestamp without time zone', '5-Dec-2001 11:05 AM EST', ZONE],
    ['timestamp without time zone', '2024-01-01 10:00:00.1234567', ROUND],
    ['timestamp(0) without time zone', '2024-01-01 10:00:00.5', ROUND],
    ['timestamp with time zone', '2024-01-01 10:00:00.1234567Z', ROUND],
    ['timestamp(3) with time zone', '2024-01-01 10:00:00.1234+05', ROUND],
    ['time without time zone', '10:00:00+05', ZONE],
    ['time without time zone', '2024-01-01 10:00', DATE],
    ['time(2) without time zone', '10:00:00.123', ROUND],
    ['time with time zone', '2024-01-01 10:00:00+05', DATE],
    ['time(0) with time zone', '10:00:00.5+05', ROUND],
    ['interval', '1.1234567 seconds', ROUND],
    ['interval(2)', '00:00:01.239', ROUND],
    ['interval day to second(0)', '1 day 00:00:01.5', ROUND],
    ['interval day', '1 day 2 hours', 'possibly truncate'],
    ['character varying(3)', 'abc ', 'truncate'],
    ['name', 'é'.repeat(32), 'truncate'],
    ['"char"', 'ab', 'truncate'],
    ['numeric(10,2)[]', '{1.23,{"4.567",NULL}}', ROUND],
    ['date[]', '{"2024-01-01 10:00"}', TIME],
  ])('of %s would, of %j, %s', (type, text, loss) => {
    expect(lossOf(type)?.(text)).toBe(loss);
  });

  it.each([
    ['numeric(10,2)', ['1.23', '1.2300', '-1', '0.00', '123e-2', 'NaN', 'n/a']],
    ['numeric(3,-2)', ['1200', '0', '1e5']],
    ['money', ['$1,000.23', '1.230', '-5']],
    ['real', ['0.1', '16777216', '3.14159274', '-1.5e-7', 'NaN', 'Infinity', '1e300']],
    [
      'double precision',
      ['0.1', '0.30000000000000004', '0.10000000000000001', '9007199254740992', '-Infinity', '1e400'],
    ],
    [
      'date',
      [
        '2024-01-01',
        '2024-01-01 00:00:00',
        '2024-01-01T00:00',
        'Jun 12 1998',
        '31-Jan-24',
        '31Jan2024',
        'Mon, Jan 1, 2024',
      ],
    ],
    ['date', ['20240131', '01/31/2024', '0044-03-15 BC', 'infinity', 'n/a']],
    ['timestamp without time zone', ['2024-01-01', '2024-01-01T10:00:00.123456', '2024-01-01 10:00:00.123456000']],
    [
      'timestamp without time zone',
      ['20240101T101010', '01/31/2024 10:00 PM', '10:00 31-01-2024', 'Mon Jan 1 10:00:00 2024', '-infinity'],
    ],
    ['timestamp without time zone', ['0044-03-15 10:00:00 BC', '2024-01-01 AD']],
    ['timestamp(0) without time zone', ['31.12.2024 10:00', '2024-01-01 10:00:00.0']],
    ['timestamp with time zone', ['2024-01-01T10:00:00.123456+05:30', '2024-01-01 10:00 Europe/Berlin']],
    ['time without time zone', ['10:00', '101010', '10:00:00.123456', '10:00 pm', 'allballs']],
    ['time with time zone', ['10:00:00+05:30', '10:00 PST', '10:00Z']],
    ['interval', ['1 day 02:03:04.123456', 'P1DT2H']],
    ['interval day to second', ['1 day 02:03:04.123456']],
    ['character varying(3)', ['abc', '🎬🎬🎬']],
    ['numeric(10,2)[]', ['{1.23,{"4.56",NULL}}', '{}']],
    ['timestamp without time zone[]', ['{"2024-01-01 10:00:00",NULL}']],
  ])('of %s keeps %j', (type, texts) => {
    expect(texts.map((text) => lossOf(type)?.(text))).toEqual(texts.map(() => undefined));
  });

  it.each(['numeric', 'bigint', 'integer', 'text', 'character varying', 'boolean', 'jsonb', 'uuid', 'bytea'])(
    'of %s keeps all that it takes',
    (type) => {
      expect(lossOf(type)).toBeUndefined();
    },
  );
});
