import { expect } from 'vitest';

import { create, DECIDER, requestChange } from '../../support/governance.ts';
import { serverTest as test } from '../../support/server/server-test.ts';
import { until } from '../../support/until.ts';

const TABLE = 'CREATE SCHEMA IF NOT EXISTS one; CREATE TABLE IF NOT EXISTS one.word AS SELECT 1 AS id';

test('a rejection says why as a comment, or as a reason, as it did', async ({ server }) => {
  for (const [number, input] of ['comment: "too early"', 'reason: "too early"'].entries()) {
    const change = { name: 'New', tier: 'TIER3' };
    const request = { entityType: 'METADATA', canonicalKey: `refused_${number}`, kind: 'CREATE', change };
    const { approval } = await requestChange(server, request);
    const { reject } = await server.query<{ reject: object }, object>(
      `mutation ($id: ID!) { reject(input: { approvalId: $id, ${input} }) { ... on RejectSuccess { approval { comment } } } }`,
      { id: approval?.id },
      DECIDER,
    );
    expect(reject).toEqual({ approval: { comment: 'too early' } });
  }
});

test('values of a change are also given as they would be written in an input', async ({ server }) => {
  await server.warehouse.exec(TABLE);
  const dataset = { schema: 'one', table: 'word', keyColumns: ['id'] };
  const change = { name: 'Words', tier: 'TIER4', dataset };
  const { approval } = await requestChange(server, {
    entityType: 'METADATA',
    canonicalKey: 'words',
    kind: 'CREATE',
    change,
  });
  const found = await server.query<{ approval: { diff: { field: string }[] } }, object>(
    'query ($id: ID!) { approval(id: $id) { diff { field before after beforeValue afterValue } } }',
    { id: approval?.id },
  );
  const valueOf = (field: string) => found.approval.diff.find((one) => one.field === field);
  const none = { before: null, beforeValue: null };
  expect(valueOf('tier')).toEqual({ ...none, field: 'tier', after: '"tier4"', afterValue: 'TIER4' });
  expect(valueOf('dataset.keyColumns')).toMatchObject({ after: '["id"]', afterValue: ['id'] });
});

test('the result of a rule leads to the rule, and a decision has its rule as an enum', async ({ server }) => {
  await server.warehouse.exec(TABLE);
  const dataset = { schema: 'one', table: 'word', column: 'id' };
  const businessRule = { check: { notNull: true }, severity: 'WARNING' };
  const rule = { name: 'Has an id', tier: 'TIER4', dataset, businessRule };
  await create(server, { entityType: 'BUSINESS_RULE', canonicalKey: 'has_id', change: rule });
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'word',
    change: { name: 'Word', tier: 'TIER1', dataset: { schema: 'one', table: 'word' } },
  });
  const query = `{ entity(entityType: METADATA, canonicalKey: "word") {
    latestProfile { rules { canonicalKey rule { canonicalKey name } } }
    profilingDecisions(last: 1) { edges { node { rule profilingRule } } }
  } }`;
  const found = await until('the profile', async () => {
    const { entity } = await server.query<{ entity: { latestProfile: object | null } }, object>(query);
    return entity.latestProfile !== null && entity;
  });
  expect(found).toEqual({
    latestProfile: { rules: [{ canonicalKey: 'has_id', rule: { canonicalKey: 'has_id', name: 'Has an id' } }] },
    profilingDecisions: {
      edges: [{ node: { rule: 'APPROVED_IN_HIGH_TIER', profilingRule: 'APPROVED_IN_HIGH_TIER' } }],
    },
  });
});
