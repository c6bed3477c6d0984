import { expect, test } from 'vitest';

import { approvalPoliciesSchema, approvalPolicyFor } from '../../../src/domain/approvals/approval-policy.ts';
import { effectOnInbox } from '../../../src/domain/approvals/approval-step.ts';

const policies = approvalPoliciesSchema.parse({
  TIER1: { approvers: 2, role: 'ADMIN', dueDays: 3 },
  TIER3: { dueDays: 10 },
});

test('a tier without a policy needs one approver, no further role, and is never due', () => {
  expect(approvalPolicyFor(policies, ['tier5'])).toEqual({ approvers: 1, role: 'APPROVER' });
  expect(approvalPolicyFor({}, ['tier1'])).toEqual({ approvers: 1, role: 'APPROVER' });
});

test('what a policy leaves out has its default', () => {
  expect(approvalPolicyFor(policies, ['tier3'])).toEqual({ approvers: 1, role: 'APPROVER', dueDays: 10 });
});

test('tiers are written as in GraphQL or as in events, but each once', () => {
  const written = approvalPoliciesSchema.parse({
    tier1: { approvers: 2, role: 'ADMIN', dueDays: 3 },
    Tier3: { dueDays: 10 },
  });
  expect(written).toEqual(policies);
  expect(approvalPoliciesSchema.safeParse({ tier1: {}, TIER1: {} }).success).toBe(false);
  expect(approvalPoliciesSchema.safeParse({ tier6: {} }).success).toBe(false);
});

test('a change from one tier to another takes what the weightier one takes, whichever way it goes', () => {
  const strict = { approvers: 2, role: 'ADMIN', dueDays: 3 };
  expect(approvalPolicyFor(policies, ['tier1', 'tier5'])).toEqual(strict);
  expect(approvalPolicyFor(policies, ['tier5', 'tier1'])).toEqual(strict);
});

test('after his own vote, nothing that happens to a request concerns an inbox any more', () => {
  const step = { number: 7, kind: 'APPROVED' } as const;
  expect(effectOnInbox(step, null)).toEqual({ kind: 'removed', reason: 'APPROVED' });
  expect(effectOnInbox(step, 6)).toBeNull();
  // The vote that was the last one needed is told of as the decision that it was.
  expect(effectOnInbox(step, 7)).toEqual({ kind: 'removed', reason: 'APPROVED' });
  expect(effectOnInbox({ number: 6, kind: 'VOTED' }, 6)).toEqual({ kind: 'removed', reason: 'VOTED' });
  expect(effectOnInbox({ number: 5, kind: 'VOTED' }, 6)).toEqual({ kind: 'updated' });
});
