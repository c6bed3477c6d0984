import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creation, request } from '../../support/approval-state.ts';
import { create, govern, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const change = { name: 'Known', description: 'As it is', tier: 'TIER3' };
  await create(server, { entityType: 'METADATA', canonicalKey: 'known', change });
  await create(server, {
    entityType: 'GLOSSARY',
    canonicalKey: 'known_term',
    change: { name: 'Term', tier: 'TIER3', glossary: { definition: 'What it is.' } },
  });
  await create(server, {
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'known_rule',
    change: {
      name: 'Rule',
      tier: 'TIER3',
      dataset: COLUMN,
      businessRule: { severity: 'INFO', check: { notNull: true } },
    },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

type Input = Record<string, unknown>;

const COLUMN = { schema: 'sales', table: 'orders', column: 'amount' };
const KPI = { formula: 'a / b', direction: 'HIGHER_IS_BETTER' };
const update = (change: Input | undefined, input: Input = {}): Input => ({
  entityType: 'METADATA',
  canonicalKey: 'known',
  kind: 'UPDATE',
  expectedVersion: 1,
  change,
  ...input,
});
const creationOf = (entityType: string, change: Input): Input => ({
  entityType,
  canonicalKey: 'new',
  kind: 'CREATE',
  change: { name: 'New', tier: 'TIER3', ...change },
});
const rule = (check: Input, dataset: Input | undefined = COLUMN) =>
  creationOf('BUSINESS_RULE', { dataset, businessRule: { severity: 'INFO', check } });
const term = (glossary: Input) => creationOf('GLOSSARY', { glossary: { definition: 'What it is.', ...glossary } });
const tag = (definition: Input) => creationOf('TAG', { tag: definition });
const KNOWN = { entityType: 'METADATA', canonicalKey: 'known' };
const lineage = (ends: Input) =>
  creationOf('LINEAGE', { lineage: { from: { ...KNOWN, column: 'a' }, to: { ...KNOWN, column: 'b' }, ...ends } });
const dataset = (changes: Input) => update({ dataset: { ...COLUMN, ...changes } });

/** Each input, and the path of the one thing that is wrong with it. */
const INVALID: Record<string, [Input, string]> = {
  'no time between refreshes': [update({ freshnessHours: 0 }), 'change.freshnessHours'],
  'ten years and an hour between refreshes': [update({ freshnessHours: 87_601 }), 'change.freshnessHours'],
  'an empty canonical key': [creation(''), 'canonicalKey'],
  'a canonical key of 201 characters': [creation('k'.repeat(201)), 'canonicalKey'],
  'a canonical key of 10,000 characters': [creation('k'.repeat(10_000)), 'canonicalKey'],
  'a blank canonical key': [creation(' '), 'canonicalKey'],
  'a canonical key with a line break at its end': [creation('key\n'), 'canonicalKey'],
  'a canonical key with a path in it': [creation('../key'), 'canonicalKey'],
  'a canonical key with SQL in it': [creation(`key'; DROP TABLE governance.approval; --`), 'canonicalKey'],
  'a canonical key with a pattern in it': [creation('key*'), 'canonicalKey'],
  'a canonical key with letters from elsewhere': [creation('ключ'), 'canonicalKey'],
  'a canonical key with a face': [creation('key😀'), 'canonicalKey'],
  'a creation without a name': [{ ...creation('new'), change: { tier: 'TIER1' } }, 'change.name'],
  'a creation without a tier': [{ ...creation('new'), change: { name: 'New' } }, 'change.tier'],
  'an empty name': [update({ name: '' }), 'change.name'],
  'a blank name': [update({ name: '  \t' }), 'change.name'],
  'a name of 201 characters': [update({ name: 'n'.repeat(201) }), 'change.name'],
  'a description of 10,001 characters': [update({ description: 'd'.repeat(10_001) }), 'change.description'],
  'a blank owner': [update({ owner: ' ' }), 'change.owner'],
  'an owner of 201 characters': [update({ owner: 'o'.repeat(201) }), 'change.owner'],
  'a comment of 10,001 characters': [update({ name: 'New' }, { comment: 'c'.repeat(10_001) }), 'comment'],
  'an update without the version that it was made from': [
    update({ name: 'New' }, { expectedVersion: undefined }),
    'expectedVersion',
  ],
  'a deprecation without a version': [
    update(undefined, { kind: 'DEPRECATE', expectedVersion: null }),
    'expectedVersion',
  ],
  'an update without a change': [update(undefined), 'change'],
  'an update with an empty change': [update({}), 'change'],
  'an update to what is there already': [update({ name: 'Known', description: 'As it is', tier: 'TIER3' }), 'change'],
  'an update that clears what is empty already': [update({ dataset: null }), 'change'],
  'a deprecation that changes a field': [update({ name: 'New' }, { kind: 'DEPRECATE' }), 'change.name'],
  'a KPI definition on metadata': [update({ kpi: KPI }), 'change.kpi'],
  'a business rule definition on a KPI': [
    creationOf('KPI', { kpi: KPI, businessRule: { severity: 'INFO', check: { notNull: true } } }),
    'change.businessRule',
  ],
  'a KPI without its definition': [creationOf('KPI', {}), 'change.kpi'],
  'a KPI with an empty formula': [creationOf('KPI', { kpi: { ...KPI, formula: '' } }), 'change.kpi.formula'],
  'a KPI with a formula of 4,001 characters': [
    creationOf('KPI', { kpi: { ...KPI, formula: 'f'.repeat(4_001) } }),
    'change.kpi.formula',
  ],
  'a KPI computed from metadata that is not there': [
    creationOf('KPI', { kpi: { ...KPI, computedFrom: ['known', 'unknown'] } }),
    'change.kpi.computedFrom.1',
  ],
  'a KPI computed from a KPI': [
    creationOf('KPI', { kpi: { ...KPI, computedFrom: ['known_rule'] } }),
    'change.kpi.computedFrom.0',
  ],
  'a business rule without its definition': [creationOf('BUSINESS_RULE', { dataset: COLUMN }), 'change.businessRule'],
  'a business rule without a dataset': [
    creationOf('BUSINESS_RULE', { businessRule: { severity: 'INFO', check: { notNull: true } } }),
    'change.dataset.column',
  ],
  'a business rule without a column': [
    rule({ notNull: true }, { schema: 'sales', table: 'orders' }),
    'change.dataset.column',
  ],
  'an update that takes a business rule off its column': [
    update({ dataset: null }, { entityType: 'BUSINESS_RULE', canonicalKey: 'known_rule' }),
    'change.dataset.column',
  ],
  'an empty pattern': [rule({ pattern: '' }), 'change.businessRule.check.pattern'],
  'a range of numbers without a bound': [rule({ numberRange: {} }), 'change.businessRule.check.numberRange'],
  'a range of numbers with bounds that are null': [
    rule({ numberRange: { min: null, max: null } }),
    'change.businessRule.check.numberRange',
  ],
  'a range of numbers upside down': [
    rule({ numberRange: { min: 2, max: 1 } }),
    'change.businessRule.check.numberRange',
  ],
  'a date that is none': [rule({ dateRange: { min: '2026-02-30' } }), 'change.businessRule.check.dateRange.min'],
  'a date without a zone': [
    rule({ dateRange: { max: '2026-02-03T10:00:00' } }),
    'change.businessRule.check.dateRange.max',
  ],
  'a range of dates upside down': [
    rule({ dateRange: { min: '2026-01-02', max: '2026-01-01' } }),
    'change.businessRule.check.dateRange',
  ],
  'no accepted values': [rule({ acceptedValues: [] }), 'change.businessRule.check.acceptedValues'],
  '1,001 accepted values': [
    rule({ acceptedValues: Array<string>(1_001).fill('a') }),
    'change.businessRule.check.acceptedValues',
  ],
  'a negative length': [rule({ length: { min: -1 } }), 'change.businessRule.check.length.min'],
  'a reference to a table without a name': [
    rule({ reference: { schema: 's', table: '', column: 'c' } }),
    'change.businessRule.check.reference.table',
  ],
  'an empty schema': [dataset({ schema: '' }), 'change.dataset.schema'],
  'an empty table': [dataset({ table: '' }), 'change.dataset.table'],
  'an empty column': [dataset({ column: '' }), 'change.dataset.column'],
  'a table name of 64 bytes': [dataset({ table: 't'.repeat(64) }), 'change.dataset.table'],
  'a table name of 63 characters and more bytes': [dataset({ table: 'ä'.repeat(63) }), 'change.dataset.table'],
  '33 key columns': [dataset({ keyColumns: Array<string>(33).fill('id') }), 'change.dataset.keyColumns'],
  'a check that a value may be missing': [rule({ notNull: false }), 'change.businessRule.check.notNull'],
  'a glossary term without its definition': [creationOf('GLOSSARY', {}), 'change.glossary'],
  'a blank definition': [term({ definition: ' ' }), 'change.glossary.definition'],
  'a definition of 10,001 characters': [term({ definition: 'd'.repeat(10_001) }), 'change.glossary.definition'],
  'an empty synonym': [term({ synonyms: ['one', ''] }), 'change.glossary.synonyms.1'],
  'a synonym twice': [term({ synonyms: ['one', 'two', 'one'] }), 'change.glossary.synonyms.2'],
  '101 synonyms': [
    term({ synonyms: Array.from({ length: 101 }, (_, index) => `s${index}`) }),
    'change.glossary.synonyms',
  ],
  'a related term that is not there': [
    term({ relatedTerms: ['known_term', 'known'] }),
    'change.glossary.relatedTerms.1',
  ],
  'a glossary term that is related to itself': [
    update(
      { glossary: { definition: 'What it is.', relatedTerms: ['known_term'] } },
      { entityType: 'GLOSSARY', canonicalKey: 'known_term' },
    ),
    'change.glossary.relatedTerms.0',
  ],
  'a tag without its definition': [creationOf('TAG', {}), 'change.tag'],
  'an empty value of a tag': [tag({ values: [''] }), 'change.tag.values.0'],
  'a tag on what is not there': [
    tag({ marks: [KNOWN, { entityType: 'KPI', canonicalKey: 'known' }] }),
    'change.tag.marks.1',
  ],
  'a tag on the same entity twice': [tag({ marks: [KNOWN, KNOWN] }), 'change.tag.marks.1'],
  'a tag on what no entity can be called': [
    tag({ marks: [{ ...KNOWN, canonicalKey: 'a b' }] }),
    'change.tag.marks.0.canonicalKey',
  ],
  '1,001 marks': [
    tag({ marks: Array.from({ length: 1_001 }, (_, index) => ({ ...KNOWN, canonicalKey: `k${index}` })) }),
    'change.tag.marks',
  ],
  'a lineage without its definition': [creationOf('LINEAGE', {}), 'change.lineage'],
  'a lineage from what is not there': [
    lineage({ from: { entityType: 'KPI', canonicalKey: 'known' } }),
    'change.lineage.from',
  ],
  'a lineage to what has no data': [
    lineage({ to: { entityType: 'GLOSSARY', canonicalKey: 'known_term' } }),
    'change.lineage.to.entityType',
  ],
  'a lineage in a circle': [lineage({ to: { ...KNOWN, column: 'a' } }), 'change.lineage.to'],
  'an empty column of a lineage': [lineage({ from: { ...KNOWN, column: '' } }), 'change.lineage.from.column'],
  'a blank transformation': [lineage({ transformation: ' ' }), 'change.lineage.transformation'],
};

/** The places that something is wrong with, each once. */
function pathsOf(issues: readonly { path: string[] }[]): string[] {
  return [...new Set(issues.map(({ path }) => path.join('.')))];
}

test.each(Object.entries(INVALID))('%s is a ValidationError at its place', async (_, [input, path]) => {
  const { __typename, issues = [], message } = await requestChange(server, input);
  expect({ __typename, paths: pathsOf(issues) }).toEqual({
    __typename: 'ValidationError',
    paths: [path],
  });
  expect(message).toBeTruthy();
});

test('everything that is wrong with a request is told at once', async () => {
  const { issues = [] } = await requestChange(server, {
    ...creationOf('KPI', { name: '', kpi: { ...KPI, formula: '' } }),
    canonicalKey: '',
  });
  expect(pathsOf(issues).sort()).toEqual(['canonicalKey', 'change.kpi.formula', 'change.name']);
});

test('what is odd and allowed is taken as it is', async () => {
  const keys = ['0', 'a.b:c_d-e', 'K'.repeat(200)];
  for (const key of keys)
    expect((await requestChange(server, creation(key))).__typename).toBe('RequestApprovalSuccess');
  const change = { dataset: { schema: 'ä'.repeat(31), table: 'a "quoted" name', column: ' ', keyColumns: ["it's"] } };
  expect(
    (await requestChange(server, { ...creation('odd'), change: { name: '😀', tier: 'TIER1', ...change } })).__typename,
  ).toBe('RequestApprovalSuccess');
});

describe('what is not as the requester believed is', () => {
  test('a NotFoundError when there is no such entity', async () => {
    const missing = { canonicalKey: 'missing' };
    expect((await requestChange(server, update({ name: 'New' }, missing))).__typename).toBe('NotFoundError');
    expect((await requestChange(server, update(undefined, { ...missing, kind: 'DEPRECATE' }))).__typename).toBe(
      'NotFoundError',
    );
    expect((await requestChange(server, update({ name: 'New' }, { entityType: 'KPI' }))).__typename).toBe(
      'NotFoundError',
    );
  });

  test('a ConflictError when a creation finds the entity there', async () => {
    expect((await requestChange(server, creation('known'))).__typename).toBe('ConflictError');
  });

  test.each([0, -1, 2, 2 ** 31 - 1])(
    'a ConflictError when the version is %i, which it is not',
    async (expectedVersion) => {
      const refused = await requestChange(server, update({ name: 'New' }, { expectedVersion }));
      expect(refused).toMatchObject({
        __typename: 'ConflictError',
        message: expect.stringContaining('version 1') as string,
      });
    },
  );

  test('a ConflictError when another request for the entity is open, whoever made it and whatever it asks for', async () => {
    await create(server, { entityType: 'METADATA', canonicalKey: 'busy', change: { name: 'Busy', tier: 'TIER3' } });
    await request(server, update({ name: 'New' }, { canonicalKey: 'busy' }));
    for (const input of [update({ name: 'Other' }), update(undefined, { kind: 'DEPRECATE' })]) {
      const refused = await requestChange(server, { ...input, canonicalKey: 'busy' }, { 'x-actor-id': 'carol' });
      expect(refused).toMatchObject({
        __typename: 'ConflictError',
        message: expect.stringContaining('anna') as string,
      });
    }
  });

  test('a ConflictError when somebody else’s change was applied meanwhile', async () => {
    await create(server, { entityType: 'METADATA', canonicalKey: 'moving', change: { name: 'Moving', tier: 'TIER3' } });
    const input = update({ name: 'Moved' }, { canonicalKey: 'moving' });
    await govern(server, input);
    expect((await requestChange(server, input)).__typename).toBe('ConflictError');
  });
});
