import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { pageOfProposals } from '../../../src/store/monitoring/policy-proposals.ts';
import { decidePolicy } from '../../../src/workflow/monitoring/decide-policy.ts';
import { proposePolicy } from '../../../src/workflow/monitoring/propose-policy.ts';
import { administrator, changePolicyOf } from '../../support/monitoring.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const DAILY = { tiers: [{ tier: 'tier3', staleAfterHours: 24 }] };

describe.each(STORES)('the monitoring policy on %s', (_, openStore) => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const read = (tenantId: string) => instance.parts.policies.read(drizzleOn(instance.parts.database), tenantId);
  const propose = (tenantId: string, actorId: string, change: unknown = DAILY, expectedVersion = 0) =>
    proposePolicy(instance.parts, administrator(tenantId, actorId), { expectedVersion, change, comment: 'please' });
  const decide = (
    tenantId: string,
    actorId: string,
    proposalId: string,
    status: 'APPROVED' | 'REJECTED' | 'WITHDRAWN',
    comment?: string,
  ) => decidePolicy(instance.parts, administrator(tenantId, actorId), { proposalId, status, comment });
  async function proposed(tenantId: string, actorId: string, change?: unknown, expectedVersion?: number) {
    const outcome = await propose(tenantId, actorId, change, expectedVersion);
    if (outcome.kind !== 'done') throw new Error(outcome.message);
    return outcome.proposal;
  }

  test('is changed by a proposal once another administrator approves it, and for its tenant only', async () => {
    const proposal = await proposed('acme', 'anna');
    expect(proposal).toMatchObject({
      status: 'PENDING',
      baseVersion: 0,
      comment: 'please',
      diff: [{ field: 'tier3.staleAfterHours', before: '720', after: '24' }],
    });
    expect(await read('acme')).toMatchObject({ version: 0, tiers: { tier3: { staleAfterHours: 720 } } });
    expect(await decide('acme', 'anna', proposal.id, 'APPROVED')).toMatchObject({ kind: 'forbidden' });
    expect(await decide('other', 'bert', proposal.id, 'APPROVED')).toMatchObject({ kind: 'not-found' });
    expect(await decide('acme', 'bert', proposal.id, 'APPROVED', 'fine')).toMatchObject({
      kind: 'done',
      proposal: { status: 'APPROVED', decidedBy: { actorId: 'bert' }, decisionComment: 'fine' },
      policy: { version: 1, tiers: { tier3: { staleAfterHours: 24 } } },
    });
    expect(await read('acme')).toMatchObject({ version: 1, tiers: { tier3: { staleAfterHours: 24 } } });
    expect(await read('other')).toMatchObject({ version: 0, tiers: { tier3: { staleAfterHours: 720 } } });
    expect(await decide('acme', 'carol', proposal.id, 'REJECTED', 'no')).toMatchObject({ kind: 'conflict' });
  });

  test('has one open proposal, which its proposer can withdraw and nobody else', async () => {
    const proposal = await proposed('one', 'anna');
    expect(await propose('one', 'bert')).toMatchObject({ kind: 'conflict' });
    expect(await decide('one', 'bert', proposal.id, 'WITHDRAWN')).toMatchObject({ kind: 'forbidden' });
    expect(await decide('one', 'anna', proposal.id, 'WITHDRAWN')).toMatchObject({ kind: 'done' });
    expect(await read('one')).toMatchObject({ version: 0 });
    await proposed('one', 'bert');
  });

  test('stays as it is when a proposal is rejected, which needs a reason', async () => {
    const proposal = await proposed('rejected', 'anna');
    const blank = await decide('rejected', 'bert', proposal.id, 'REJECTED', ' ');
    expect(blank).toMatchObject({ kind: 'invalid', issues: [{ path: ['comment'] }] });
    const outcome = await decide('rejected', 'bert', proposal.id, 'REJECTED', 'too often');
    expect(outcome).toMatchObject({ kind: 'done', policy: { version: 0 }, proposal: { decisionComment: 'too often' } });
    expect(await read('rejected')).toMatchObject({ version: 0 });
  });

  test('refuses what is based on another version, changes nothing or is no policy', async () => {
    await changePolicyOf(instance.parts, 'based', DAILY);
    expect(await propose('based', 'anna', { timeZone: 'Asia/Tokyo' })).toMatchObject({ kind: 'conflict' });
    expect(await propose('based', 'anna', DAILY, 1)).toMatchObject({ kind: 'invalid', issues: [{ path: ['policy'] }] });
    const low = { tiers: [{ tier: 'tier1', volumeLowPercent: 100, volumeHighPercent: 100 }] };
    expect(await propose('based', 'anna', low, 1)).toMatchObject({ kind: 'invalid' });
    expect(await propose('based', 'anna', { timeZone: 'Nowhere' }, 1)).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['policy', 'timeZone'] }],
    });
    expect(await read('based')).toMatchObject({ version: 1 });
  });

  test('keeps what was proposed and decided, and what each version said', async () => {
    await changePolicyOf(instance.parts, 'history', DAILY);
    await changePolicyOf(instance.parts, 'history', { tiers: [{ tier: 'tier3', staleAfterHours: 12 }] });
    const { database } = instance.parts;
    const page = { limit: 10, backwards: false };
    const proposals = await pageOfProposals(drizzleOn(database), 'history', page);
    expect(proposals.map(({ baseVersion, status, diff }) => [baseVersion, status, diff[0]?.before])).toEqual([
      [1, 'APPROVED', '24'],
      [0, 'APPROVED', '720'],
    ]);
    const { rows } = await database.query(
      `SELECT version, content #>> '{tiers,tier3,staleAfterHours}' AS hours
      FROM governance.monitoring_policy_version WHERE tenant_id = 'history' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { version: 1, hours: '24' },
      { version: 2, hours: '12' },
    ]);
  });

  test('gets one of ten proposals at the same time, and one of two decisions', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => propose('contested', `admin-${index}`)),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array.from({ length: 9 }, () => 'conflict'), 'done']);
    const proposalId = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.proposal.id] : []))[0] ?? '';
    const decisions = await Promise.all([
      decide('contested', 'yves', proposalId, 'APPROVED'),
      decide('contested', 'zoe', proposalId, 'REJECTED', 'no'),
    ]);
    expect(decisions.map(({ kind }) => kind).sort()).toEqual(['conflict', 'done']);
    expect((await read('contested')).version).toBe(decisions[0].kind === 'done' ? 1 : 0);
  });
});
