import { describe, expect, it } from 'vitest';

import { readDatasetSearch, readDatasetsSearch } from '../../../../dashboard/datasets/datasets-search.ts';
import { describeSuggestion } from '../../../../dashboard/datasets/suggestions/describe-suggestion.ts';
import { explainSetRefusal } from '../../../../dashboard/datasets/suggestions/explain-set-refusal.ts';
import { requestOf } from '../../../../dashboard/datasets/suggestions/suggestion-request.ts';

describe('the URL of the datasets', () => {
  it('says what is looked for, and garbage is left out', () => {
    expect(readDatasetsSearch({ search: ' orders ', schema: 2024, page: 3 })).toEqual({
      search: ' orders ',
      schema: '2024',
    });
    expect(readDatasetsSearch({ search: ' ', schema: ['a'] })).toEqual({});
    expect(readDatasetSearch({ suggest: true })).toEqual({ suggest: true });
    expect(readDatasetSearch({ suggest: 'yes' })).toEqual({});
  });
});

describe('a suggestion', () => {
  it('is a sentence that begins like one', () => {
    expect(describeSuggestion({ column: 'id', check: { __typename: 'NotNullCheck' } }).sentence).toBe(
      'Each value of id is present.',
    );
    expect(describeSuggestion({ column: 'id', check: null }).sentence).toMatch(/^Rows are identified by id:/);
  });

  it('has a request only if that can be sent', () => {
    const request = { entityType: 'BUSINESS_RULE', canonicalKey: 'orders_id_present', kind: 'CREATE', change: {} };
    expect(requestOf({ request })).toBe(request);
    for (const other of [null, 'x', {}, { ...request, canonicalKey: 7 }]) {
      expect(requestOf({ request: other })).toBeUndefined();
    }
  });
});

describe('a refusal of several rules', () => {
  const items = [{ request: { canonicalKey: 'a' } }, { request: { canonicalKey: 'b' } }];

  it('names the rule that an issue is about', () => {
    const issues = [
      { path: ['items', '1', 'change', 'name'], message: 'must not be blank' },
      { path: ['comment'], message: 'is too long' },
    ];
    expect(explainSetRefusal({ __typename: 'ValidationError', message: 'No', issues }, items)).toEqual([
      'Nothing was requested, because of:',
      'b: must not be blank',
      'comment: is too long',
    ]);
  });

  it('says what to do when somebody else was faster', () => {
    const refusal = { __typename: 'ConflictError', message: 'b has an open request.' } as const;
    expect(explainSetRefusal(refusal, items)).toEqual([
      'b has an open request.',
      'Nothing was requested. Look again: something else was requested or approved meanwhile.',
    ]);
  });
});
