import { describe, expect, it } from 'vitest';

import { readNewEntitySearch } from '../../../../dashboard/change/change-search.ts';
import { emptyForm } from '../../../../dashboard/change/model/change-form.ts';
import { bindForm, readSuggestion } from '../../../../dashboard/change/model/start-of-form.ts';
import { testInputOf } from '../../../../dashboard/change/model/test-input.ts';
import type { EntityContent } from '../../../../src/domain/entities/entity.ts';

const RULE = { entityType: 'BUSINESS_RULE', canonicalKey: '' } as const;
const REQUEST = {
  entityType: 'BUSINESS_RULE',
  canonicalKey: 'orders_country_values',
  kind: 'CREATE',
  change: {
    name: 'orders.country: values',
    tier: 'TIER2',
    dataset: { schema: 'sales', table: 'orders', column: 'country' },
    businessRule: { check: { acceptedValues: ['AT', 'CH'] }, severity: 'ERROR' },
  },
  comment: 'The 90 values of country are 2 different ones.',
};

describe('the form of a new entity', () => {
  it('is bound to what the URL names', () => {
    const search = readNewEntitySearch({ type: 'METADATA', schema: 'sales', table: 'orders', keyColumns: 'id', x: 1 });
    expect(search).toEqual({ type: 'METADATA', schema: 'sales', table: 'orders', keyColumns: ['id'] });
    expect(bindForm(emptyForm('METADATA', 'anna'), search).dataset).toEqual({
      isBound: true,
      schema: 'sales',
      table: 'orders',
      column: '',
      keyColumns: ['id'],
    });
    expect(readNewEntitySearch({ type: 'no', schema: 'sales' })).toEqual({});
    const empty = emptyForm('METADATA', 'anna');
    expect(bindForm(empty, {})).toBe(empty);
  });

  it('is filled in by a suggested request', () => {
    const start = readSuggestion(REQUEST, RULE, null, 'anna');
    expect(start).toMatchObject({ canonicalKey: 'orders_country_values', comment: REQUEST.comment });
    expect(start?.form).toMatchObject({
      name: 'orders.country: values',
      tier: 'TIER2',
      owner: 'anna',
      dataset: { isBound: true, schema: 'sales', table: 'orders', column: 'country' },
      businessRule: { kind: 'acceptedValues', values: ['AT', 'CH'], severity: 'ERROR' },
    });
  });

  it.each([
    ['of another type', { ...REQUEST, entityType: 'KPI' }],
    ['without a name', { ...REQUEST, change: { tier: 'TIER2' } }],
    ['with a field that nobody knows', { ...REQUEST, change: { ...REQUEST.change, color: 'red' } }],
    ['that is none', 'DROP TABLE'],
  ])('is not filled in by a request %s', (_, request) => {
    expect(readSuggestion(request, RULE, null, 'anna')).toBeUndefined();
  });
});

it('the form of a change is filled in by what a suggestion sets, and keeps the rest', () => {
  const content: EntityContent = {
    name: 'Orders',
    description: null,
    tier: 'tier1',
    owner: 'bert',
    standardPackId: null,
    freshnessHours: null,
    dataset: { schema: 'sales', table: 'orders', keyColumns: [] },
    definition: {},
  };
  const name = { entityType: 'METADATA', canonicalKey: 'orders' } as const;
  const dataset = { schema: 'sales', table: 'orders', keyColumns: ['id'] };
  const request = { ...name, kind: 'UPDATE', change: { dataset } };
  const start = readSuggestion(request, name, content, 'anna');
  expect(start?.form).toMatchObject({ name: 'Orders', owner: 'bert', dataset: { keyColumns: ['id'] } });
  expect(readSuggestion({ ...request, canonicalKey: 'other' }, name, content, 'anna')).toBeUndefined();
});

describe('a test of the form', () => {
  const form = readSuggestion(REQUEST, RULE, null, 'anna')?.form ?? emptyForm('BUSINESS_RULE', 'anna');

  it('asks for the check and its column only', () => {
    expect(testInputOf({ ...form, name: '', businessRule: { ...form.businessRule, minPassPercent: 'x' } })).toEqual({
      input: { schema: 'sales', table: 'orders', column: 'country', check: { acceptedValues: ['AT', 'CH'] } },
    });
  });

  it('says what is missing', () => {
    expect(testInputOf({ ...form, dataset: { ...form.dataset, column: '' } })).toEqual({
      problem: 'Name the schema, the table and the column that the rule is bound to.',
    });
    expect(testInputOf({ ...form, businessRule: { ...form.businessRule, values: [] } })).toHaveProperty('problem');
  });
});
