import { expect, test } from 'vitest';

import { type Affected, impactNoticeOf, setImpactNoticeOf } from '../../../src/domain/lineage/impact-notice.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';

const ANNA = { actorId: 'anna', actorType: 'HUMAN' } as const;
const init = { tenantId: 'acme', source: 'metadata-studio.approval', createdAt: new Date() } as const;
const ENTITY = { entityId: 'met_1', canonicalKey: 'revenue_gross', tier: 'tier1' } as const;
const CHANGED = createEvent({
  ...init,
  type: 'metadata.changed',
  payload: {
    ...ENTITY,
    entityType: 'METADATA',
    changeType: 'UPDATE',
    changedFields: ['name'],
    version: 2,
    changedBy: ANNA,
  },
});

const margin: Affected = { entityType: 'KPI', canonicalKey: 'margin', names: ['revenue_net', 'margin'] };
const number = (index: number): Affected => ({
  entityType: 'KPI',
  canonicalKey: `kpi_${index}`,
  names: [`kpi_${index}`],
});

test('it says what happened, what is affected and on which way, and is about the nearest', () => {
  expect(impactNoticeOf(CHANGED, [margin])).toEqual({
    kind: 'IMPACT',
    entityType: 'KPI',
    canonicalKey: 'margin',
    title: 'revenue_gross was changed and affects margin',
    text: 'revenue_gross (metadata) was changed by anna. It affects margin (KPI, revenue_gross → revenue_net → margin).',
    causedBy: ANNA,
  });
});

test('of many it names five, and says how many more there are', () => {
  const { title, text } = impactNoticeOf(CHANGED, [1, 2, 3, 4, 5, 6, 7].map(number)) ?? {};
  expect(title).toBe('revenue_gross was changed and affects 7 entities');
  expect(text).toContain('kpi_5 (KPI, revenue_gross → kpi_5), and 2 more.');
  expect(text).not.toContain('kpi_6');
});

test('where not all is stored, it says so', () => {
  expect(impactNoticeOf(CHANGED, [margin], true)).toMatchObject({
    title: 'revenue_gross was changed and affects at least margin',
    text: expect.stringContaining('It affects at least margin (KPI, revenue_gross → revenue_net → margin).'),
  });
});

test('a drop of quality is nobody’s doing', () => {
  const degraded = createEvent({
    ...init,
    type: 'data.quality.degraded',
    payload: {
      ...ENTITY,
      entityType: 'METADATA',
      previousScore: 90,
      qualityScore: 72,
      dropPercent: 20,
      previousGrade: 'A',
      qualityGrade: 'C',
      dimensions: [],
      profileId: 'prf_2',
      previousProfileId: 'prf_1',
    },
  });
  expect(impactNoticeOf(degraded, [margin])).toMatchObject({
    title: 'revenue_gross fell in quality by 20 % and affects margin',
    text: 'revenue_gross (metadata) fell in quality by 20 %. It affects margin (KPI, revenue_gross → revenue_net → margin).',
    causedBy: undefined,
  });
});

test('changes of one set are one notice: a single one reads like a change by itself', () => {
  const change = { entityType: 'METADATA', canonicalKey: 'revenue_gross', kind: 'UPDATE', by: ANNA } as const;
  const affected = [{ ...margin, names: ['revenue_gross', ...margin.names] }];
  expect(setImpactNoticeOf([change], affected, { count: 1, mayBeMore: false })).toEqual(
    impactNoticeOf(CHANGED, [margin]),
  );
  const other = { ...change, canonicalKey: 'tax', kind: 'DEPRECATE' } as const;
  const more = [...affected, { entityType: 'KPI', canonicalKey: 'net', names: ['tax', 'net'] } as const];
  expect(setImpactNoticeOf([change, other], more, { count: 2, mayBeMore: false })).toMatchObject({
    title: '2 changes of one change set affect 2 entities',
    text:
      'In one change set of anna, revenue_gross (metadata) was changed, tax (metadata) was deprecated. ' +
      'They affect margin (KPI, revenue_gross → revenue_net → margin), net (KPI, tax → net).',
    causedBy: ANNA,
  });
  expect(setImpactNoticeOf([change], [], { count: 0, mayBeMore: false })).toBeUndefined();
  // More than it is given, and not known how many more.
  expect(setImpactNoticeOf([change, other], more, { count: 1_207, mayBeMore: true })).toMatchObject({
    title: '2 changes of one change set affect at least 1207 entities',
    text: expect.stringMatching(/They affect at least margin .*, net .*, and 1205 more\.$/),
  });
});
