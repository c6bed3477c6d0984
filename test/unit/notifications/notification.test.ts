import { expect, test } from 'vitest';

import { noticeOf } from '../../../src/domain/notifications/notice.ts';
import type { EventOf, EventType, PayloadOf } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';

const ANNA = { actorId: 'anna', actorType: 'HUMAN' } as const;
const BERT = { actorId: 'bert', actorType: 'HUMAN' } as const;
const AT = '2026-01-31T12:00:00.000Z';
const ENTITY = { entityType: 'METADATA', canonicalKey: 'revenue_gross', tier: 'tier1' } as const;
const APPROVAL = { ...ENTITY, approvalId: 'apr_1', changeType: 'UPDATE' } as const;
const PROFILED = { ...ENTITY, entityId: 'met_1' };

function event<T extends EventType>(type: T, payload: PayloadOf<T>): EventOf<T> {
  return createEvent({ type, tenantId: 'acme', source: 'metadata-studio.api', createdAt: new Date(AT), payload });
}

test('a request says who asks for what, and that nothing has changed', () => {
  expect(noticeOf(event('approval.created', { ...APPROVAL, requestedBy: ANNA, requestedAt: AT }))).toEqual({
    kind: 'APPROVAL_CREATED',
    entityType: 'METADATA',
    canonicalKey: 'revenue_gross',
    title: 'anna asks to update revenue_gross',
    text: 'anna asks to update revenue_gross (metadata, tier 1). It stays as it is until the request is decided.',
    causedBy: ANNA,
  });
});

test('what a request creates does not exist yet', () => {
  const change = { ...APPROVAL, changeType: 'CREATE', requestedBy: ANNA, requestedAt: AT } as const;
  expect(noticeOf(event('approval.created', change))?.text).toBe(
    'anna asks to create revenue_gross (metadata, tier 1). It does not exist until the request is approved.',
  );
});

test('a decision says who decided how, and why', () => {
  const approved = event('approval.approved', { ...APPROVAL, approvedBy: BERT, approvedAt: AT });
  expect(noticeOf(approved)).toMatchObject({
    kind: 'APPROVAL_APPROVED',
    title: 'bert approved the request to update revenue_gross',
    text: 'bert approved the request to update revenue_gross (metadata). The change takes effect now.',
    causedBy: BERT,
  });
  const rejected = event('approval.rejected', { ...APPROVAL, rejectedBy: BERT, rejectedAt: AT, reason: 'too vague' });
  expect(noticeOf(rejected)).toMatchObject({
    kind: 'APPROVAL_REJECTED',
    text: 'bert rejected the request to update revenue_gross (metadata). Nothing changes. Reason: too vague',
  });
});

test('a failed profile says what went wrong and how often it was tried', () => {
  const failed = event('metadata.profile.failed', {
    ...PROFILED,
    errorCode: 'TABLE_NOT_FOUND',
    errorMessage: 'There is no table sales.orders.',
    attempts: 1,
    duration: 0.1,
    triggeredBy: ANNA,
  });
  expect(noticeOf(failed)).toMatchObject({
    kind: 'PROFILE_FAILED',
    title: 'The profile of revenue_gross failed',
    text:
      'revenue_gross (metadata, tier 1) could not be profiled: it failed at the first attempt, with TABLE_NOT_FOUND. ' +
      'There is no table sales.orders.',
    askedBy: ANNA,
  });
});

test('a drop says by how much, from what to what, and which dimensions changed', () => {
  const degraded = event('data.quality.degraded', {
    ...PROFILED,
    previousScore: 96.8,
    qualityScore: 84.9,
    dropPercent: 12.293388429752067,
    previousGrade: 'A',
    qualityGrade: 'B',
    dimensions: [
      { dimension: 'completeness', previous: 98.5, current: 70 },
      { dimension: 'uniqueness', previous: 95.2, current: 95.2 },
      { dimension: 'validity', previous: 96.8, current: 89.5 },
    ],
    profileId: 'prf_2',
    previousProfileId: 'prf_1',
  });
  expect(noticeOf(degraded)).toMatchObject({
    kind: 'QUALITY_DEGRADED',
    title: 'The quality of revenue_gross fell by 12.3 %',
    text:
      'The quality score of revenue_gross (metadata, tier 1) fell by 12.3 %, from 96.8 (grade A) to 84.9 (grade B). ' +
      'Changes: completeness from 98.5 to 70, validity from 96.8 to 89.5.',
  });
});

test('a deprecation says why and what comes instead; a KPI has it as a change', () => {
  const deprecated = event('metadata.deprecated', {
    ...PROFILED,
    reason: 'counted twice',
    replacedBy: 'revenue_net',
    deprecatedBy: ANNA,
    deprecatedAt: AT,
  });
  expect(noticeOf(deprecated)).toMatchObject({
    kind: 'DEPRECATED',
    title: 'revenue_gross is deprecated',
    text: 'anna had revenue_gross (metadata) deprecated. Reason: counted twice. It is replaced by revenue_net.',
    causedBy: ANNA,
  });
  const changed = { entityId: 'kpi_1', canonicalKey: 'margin', tier: 'tier1', version: 2, changedBy: ANNA } as const;
  const ofKpi = event('kpi.changed', { ...changed, changeType: 'DEPRECATE', changedFields: ['status'] });
  expect(noticeOf(ofKpi)).toMatchObject({ kind: 'DEPRECATED', text: 'anna had margin (KPI) deprecated.' });
  const change = { field: 'replacedBy', before: null, after: '"net_margin"', truncated: false };
  const replaced = event('kpi.changed', {
    ...{ ...changed, changeType: 'DEPRECATE', changedFields: ['replacedBy'], changes: [change] },
  });
  expect(noticeOf(replaced)).toMatchObject({
    text: 'anna had margin (KPI) deprecated. It is replaced by net_margin.',
  });
  const updated = event('kpi.changed', { ...changed, changeType: 'UPDATE', changedFields: ['name'] });
  expect(noticeOf(updated)).toBeUndefined();
});
