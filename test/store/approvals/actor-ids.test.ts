import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ActorIdCase } from '../../../src/domain/actor-id.ts';
import type { Notice } from '../../../src/domain/notifications/notice.ts';
import { countInbox } from '../../../src/store/approvals/approval-inbox.ts';
import { stepsAfter } from '../../../src/store/approvals/approval-steps.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { findEntity } from '../../../src/store/entities/entities.ts';
import { findFollowed, insertFollow } from '../../../src/store/notifications/follows.ts';
import { joinSpellings } from '../../../src/store/notifications/join-spellings.ts';
import {
  insertNotifications,
  notificationsAfter,
  openNotifications,
} from '../../../src/store/notifications/notifications.ts';
import { findStrangers } from '../../../src/store/strangers.ts';
import { decideApproval } from '../../../src/workflow/approvals/decide-approval.ts';
import { requestApproval } from '../../../src/workflow/approvals/request-approval.ts';
import { importEntities } from '../../../src/workflow/entities/import-entities.ts';
import { viewerOf as anyViewer } from '../../support/server/viewer.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('ids of actors on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const newTenant = () => `actors-${++nextTenant}`;
  const db = () => drizzleOn(instance.parts.database);

  const viewerOf = (tenantId: string, actorId: string, actorIdCase: ActorIdCase = 'exact') =>
    anyViewer({ tenantId, actor: { actorId, actorType: 'HUMAN' }, roles: ['STEWARD', 'APPROVER'], actorIdCase });

  /** Asks, as ids were before case was ignored, for what two must approve. */
  async function request(tenantId: string, actorId: string, canonicalKey: string): Promise<string> {
    const parts = { ...instance.parts, approvalPolicies: { TIER1: { approvers: 2, role: 'APPROVER' as const } } };
    const change = { name: 'New', tier: 'tier1' };
    const kind = 'CREATE' as const;
    const asked = { entityType: 'METADATA' as const, canonicalKey, kind, change };
    const outcome = await requestApproval(parts, viewerOf(tenantId, actorId), asked);
    if (outcome.kind !== 'done') throw new Error(outcome.message);
    return outcome.approval.id;
  }

  async function decide(tenantId: string, actorId: string, approvalId: string, status: 'APPROVED' | 'REJECTED') {
    const decision = { approvalId, status, comment: 'so' };
    expect(await decideApproval(instance.parts, viewerOf(tenantId, actorId), decision)).toMatchObject({ kind: 'done' });
  }

  test('the inbox leaves out what the viewer has requested or voted for under another spelling, where case is ignored', async () => {
    const tenantId = newTenant();
    await request(tenantId, 'Änna@Example.com', 'own');
    await decide(tenantId, 'ÄNNA@example.com', await request(tenantId, 'bert', 'voted'), 'APPROVED');
    await request(tenantId, 'bert', 'open');
    const countFor = (actorIdCase: ActorIdCase) =>
      countInbox(db(), viewerOf(tenantId, 'änna@example.com', actorIdCase), {});
    expect(await countFor('exact')).toBe(3);
    expect(await countFor('ignore')).toBe(1);
  });

  test('a vote under another spelling is the viewer’s own step, and two of them are one', async () => {
    const tenantId = newTenant();
    const voted = await request(tenantId, 'bert', 'voted');
    await decide(tenantId, 'Anna', voted, 'APPROVED');
    await decide(tenantId, 'ANNA', voted, 'APPROVED');
    const ownVotes = async (actorIdCase: ActorIdCase) => {
      const rows = await stepsAfter(db(), viewerOf(tenantId, 'anna', actorIdCase), { after: 0, limit: 10 });
      return rows.map(({ step, ownVote }) => [step.kind, ownVote]);
    };
    expect(await ownVotes('ignore')).toEqual([
      ['OPENED', 2],
      ['VOTED', 2],
      ['APPROVED', 2],
    ]);
    expect(await ownVotes('exact')).toEqual([
      ['OPENED', null],
      ['VOTED', null],
      ['APPROVED', null],
    ]);
  });

  test('a stranger is who has not requested, decided, voted or followed in the tenant', async () => {
    const tenantId = newTenant();
    const first = await request(tenantId, 'Requester', 'one');
    await decide(tenantId, 'Voter', first, 'APPROVED');
    await decide(tenantId, 'Rejecter', first, 'REJECTED');
    await insertFollow(db(), { tenantId, actorId: 'Follower', entityId: 'e', followedAt: new Date() });
    const known = ['Follower', 'Rejecter', 'Requester', 'Voter'];
    const strangers = (actorIds: string[], actorIdCase: ActorIdCase, limit = 10, of = tenantId) =>
      findStrangers(db(), of, actorIds, { actorIdCase, limit });

    expect(await strangers([...known, 'nobody'], 'exact')).toEqual([{ actorId: 'nobody', knownAs: null }]);
    const lower = known.map((id) => id.toLowerCase());
    expect(await strangers(lower, 'exact')).toEqual(lower.map((actorId, at) => ({ actorId, knownAs: known[at] })));
    expect(await strangers([...lower, 'nobody'], 'ignore')).toEqual([{ actorId: 'nobody', knownAs: null }]);
    expect(await strangers(lower, 'exact', 2)).toHaveLength(2);
    expect(await strangers(known, 'ignore', 10, newTenant())).toHaveLength(4);
  });

  test('what was kept under other spellings is one person’s once case is ignored: nothing is lost, and nothing there twice', async () => {
    const [tenantId, other] = [newTenant(), newTenant()];
    const tell = async (offset: number, recipients: string[], of = tenantId) => {
      const notice: Notice = {
        kind: 'DEPRECATED',
        title: `${offset}`,
        text: 't',
        entityType: 'METADATA',
        canonicalKey: 'k',
      };
      const notices = new Map(recipients.map((recipient) => [recipient, notice]));
      await insertNotifications(db(), { tenantId: of, id: randomUUID(), offset }, notices, new Date());
    };
    const titlesOf = async (recipient: string, of = tenantId) =>
      (await notificationsAfter(db(), { tenantId: of, recipient }, 0, 100)).map(({ title }) => title);
    await tell(1, ['anna', 'Anna', 'bert']);
    await tell(2, ['Anna', 'ANNA']);
    await tell(3, ['Anna']);
    await tell(4, ['Anna'], other);
    const follow = (actorId: string, entityId: string) =>
      insertFollow(db(), { tenantId, actorId, entityId, followedAt: new Date() });
    await follow('anna', 'one');
    await follow('Anna', 'one');
    await follow('Anna', 'two');
    await follow('ANNA', 'two');

    await joinSpellings(instance.parts.database);
    await joinSpellings(instance.parts.database);

    expect((await titlesOf('anna')).sort()).toEqual(['1', '2', '3']);
    expect([await titlesOf('Anna'), await titlesOf('ANNA')]).toEqual([[], []]);
    expect(await titlesOf('bert')).toEqual(['1']);
    expect(await titlesOf('anna', other)).toEqual(['4']);
    expect(await findFollowed(db(), tenantId, 'anna', ['one', 'two'])).toEqual(new Set(['one', 'two']));
    expect(await findFollowed(db(), tenantId, 'Anna', ['one', 'two'])).toEqual(new Set());
    // What comes then has a number of its own, behind all of these.
    const { lastNumber } = await openNotifications(db(), { tenantId, recipient: 'anna' });
    await tell(5, ['anna']);
    expect(
      (await notificationsAfter(db(), { tenantId, recipient: 'anna' }, lastNumber, 10)).map(({ title }) => title),
    ).toEqual(['5']);
  });

  test('an import names the owners who are strangers, where it makes them owners; without case they are kept as the known ones', async () => {
    const tenantId = newTenant();
    await request(tenantId, 'anna', 'one');
    const actor = { actorId: 'olga', actorType: 'HUMAN' as const };
    const run = async (actorIdCase: ActorIdCase, owners: string[]) => {
      const rows = owners.map((owner) => ({
        value: {
          entityType: 'METADATA',
          canonicalKey: `of_${owner.toLowerCase()}`,
          content: { name: 'N', tier: 'tier3', owner },
        },
      }));
      const wanted = {
        tenantId,
        actor,
        rows: () => rows,
        onBadRow: 'REFUSE_ALL' as const,
        reportBadRow: () => undefined,
      };
      const outcome = await importEntities({ ...instance.parts, actorIdCase }, wanted);
      return outcome.kind === 'done' ? outcome : undefined;
    };
    const ownerOf = async (canonicalKey: string) => (await findEntity(db(), tenantId, 'METADATA', canonicalKey))?.owner;
    const named = (actorId: string) =>
      expect.objectContaining({
        path: ['content', 'owner'],
        message: expect.stringContaining(`"${actorId}"`) as unknown,
      }) as unknown;

    const first = await run('exact', ['anna', 'olga', 'Bert']);
    expect(first).toMatchObject({ created: 3, warnings: [named('Bert')] });
    expect(await run('exact', ['anna', 'olga', 'Bert'])).toMatchObject({ unchanged: 3, warnings: [] });
    expect(await run('exact', ['Anna'])).toMatchObject({ updated: 1, warnings: [named('Anna')] });
    expect(await run('ignore', ['ANNA'])).toMatchObject({ updated: 1, warnings: [] });
    expect(await ownerOf('of_anna')).toBe('anna');
    expect(
      await run(
        'exact',
        Array.from({ length: 30 }, (_, at) => `stranger${at}`),
      ),
    ).toMatchObject({
      warnings: { length: 20 },
    });
  });
});
