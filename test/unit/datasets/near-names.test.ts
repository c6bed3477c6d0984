import { expect, test } from 'vitest';

import { didYouMean, nearNames } from '../../../src/domain/near-names.ts';

test.each<readonly [string, string[], string[]]>([
  ['Country', ['country', 'county', 'capital'], ['country']],
  ['order_id', ['orderId', 'order id', 'order_ix'], ['order id', 'orderId']],
  ['contry', ['country', 'century', 'entry'], ['country']],
  ['amuont', ['amount'], ['amount']],
  ['id', ['ib', 'xy', 'ident'], ['ib']],
  ['population', ['populations', 'popluation', 'popolatoin', 'pop'], ['popluation', 'populations']],
  ['straße', ['STRASSE', 'Straße', 'strase'], ['Straße']],
  ['sale', ['Sales', 'sales', 'sole', 'tales'], ['sales', 'sole', 'Sales']],
  ['naïve 😀', ['naive 😀', 'naïve 😁'], ['naive 😀', 'naïve 😁']],
  ['same', ['same'], []],
  ['', ['a', 'b'], []],
  ['amount', [], []],
])('for %j of %j these may be meant: %j', (wanted, names, near) => {
  expect(nearNames(wanted, names)).toEqual(near);
});

test('what is offered reads as a question', () => {
  expect(didYouMean([])).toBe('');
  expect(didYouMean(['country'])).toBe('; did you mean country?');
  expect(didYouMean(['a', 'b'])).toBe('; did you mean a or b?');
  expect(didYouMean(['a', 'b', 'c'])).toBe('; did you mean a, b or c?');
});
