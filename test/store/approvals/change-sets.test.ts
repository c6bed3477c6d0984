import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { findEntitiesByName, findEntity } from '../../../src/store/entities/entities.ts';
import { decideChangeSet } from '../../../src/workflow/approvals/change-sets/decide-change-set.ts';
import { requestChangeSet } from '../../../src/workflow/approvals/change-sets/request-change-set.ts';
import { requestApproval } from '../../../src/workflow/approvals/request-approval.ts';
import { person, setsOf, term } from '../../support/change-sets.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('change sets on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const newSets = () => setsOf(instance.parts, `sets-${++nextTenant}`);
  const db = () => drizzleOn(instance.parts.database);

  test('28 entities that refer to one another in any order and in circles are one request and one decision', async () => {
    const sets = newSets();
    // t0 → t1 → … → t27, the last three in a circle.
    const wanted = Array.from({ length: 28 }, (_, at) => term(`t${at}`, [at === 27 ? 't25' : `t${at + 1}`]));
    const set = await sets.request(wanted, { comment: 'All of it' });
    expect(await sets.countOf('approval')).toBe(28);
    expect((await sets.approveAll(set.id)).kind).toBe('done');
    await sets.apply((entries) => [...entries].reverse());

    expect(await sets.statusesOf(set)).toEqual(Array.from({ length: 28 }, () => 'APPROVED and applied'));
    const names = wanted.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey }));
    const entities = await findEntitiesByName(db(), sets.tenantId, names);
    expect(entities.map(({ version, status }) => `${status} ${version}`)).toEqual(
      Array.from({ length: 28 }, () => 'ACTIVE 1'),
    );

    const types = ['approval.created', 'approval.approved', 'metadata.changed', 'metadata.approved'] as const;
    const [created, approved, changed, effective] = await Promise.all(types.map((type) => sets.events(type)));
    const all = [created, approved, changed, effective];
    expect(all.map((events) => events?.length)).toEqual([28, 28, 28, 28]);
    expect(new Set(all.flat().map((entry) => entry?.event.correlationId))).toEqual(new Set([set.correlationId]));
    expect(set.correlationId).toBe(created?.[0]?.event.id);
    // What is referred to comes first, and the circle before what leads into it.
    const order = ['t25', 't26', 't27', ...Array.from({ length: 25 }, (_, at) => `t${24 - at}`)];
    expect(
      approved?.map(({ event }) => event.payload).map((payload) => 'canonicalKey' in payload && payload.canonicalKey),
    ).toEqual(order);
    expect(changed?.map(({ event }) => 'canonicalKey' in event.payload && event.payload.canonicalKey)).toEqual(order);
    // Each is caused by the approval of its own item.
    expect(changed?.map(({ event }) => event.causationId)).toEqual(approved?.map(({ event }) => event.id));
  });

  test('updates and deprecations go with creations that they refer to', async () => {
    const sets = newSets();
    const first = await sets.request([term('old'), term('kept')]);
    await sets.approveAll(first.id);
    await sets.apply();
    const set = await sets.request([
      { entityType: 'GLOSSARY', canonicalKey: 'old', kind: 'DEPRECATE', expectedVersion: 1, change: {} },
      {
        entityType: 'GLOSSARY',
        canonicalKey: 'kept',
        kind: 'UPDATE',
        expectedVersion: 1,
        change: { glossary: { definition: 'More of it.', relatedTerms: ['new'] } },
      },
      term('new'),
    ]);
    await sets.approveAll(set.id);
    await sets.apply();
    const [old, kept, fresh] = await Promise.all(
      ['old', 'kept', 'new'].map((key) => findEntity(db(), sets.tenantId, 'GLOSSARY', key)),
    );
    expect([old?.status, kept?.version, fresh?.version]).toEqual(['DEPRECATED', 2, 1]);
    expect(kept?.definition.glossary?.relatedTerms).toEqual(['new']);
  });

  test('all that is wrong is named by its item, and nothing of the set is kept', async () => {
    const sets = newSets();
    const ask = (wanted: Parameters<typeof requestChangeSet>[2]['items']) =>
      requestChangeSet(instance.parts, person(sets.tenantId, 'anna'), { items: wanted, atomic: false });
    const bad = await ask([
      term('fine'),
      term('lost', ['nowhere', 'fine']),
      { entityType: 'GLOSSARY', canonicalKey: 'absent', kind: 'DEPRECATE', expectedVersion: 1, change: {} },
    ]);
    expect(bad).toMatchObject({
      kind: 'invalid',
      issues: [
        { path: ['items', '1', 'change', 'glossary', 'relatedTerms', '0'], message: 'there is no GLOSSARY nowhere' },
        { path: ['items', '2', 'canonicalKey'], message: 'There is no GLOSSARY absent.' },
      ],
    });
    expect(await ask([term('fine'), { ...term('bad'), change: { tier: 'tier9' } }])).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['items', '1', 'change', 'tier'] }],
    });
    expect(await ask([term('twice'), term('other'), term('twice')])).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['items', '2', 'canonicalKey'], message: 'is the entity of items.0 as well' }],
    });
    for (const count of [0, 201]) {
      const wanted = Array.from({ length: count }, (_, at) => term(`t${at}`));
      expect(await ask(wanted)).toMatchObject({ kind: 'invalid', issues: [{ path: ['items'] }] });
    }
    const alone = await requestApproval(instance.parts, person(sets.tenantId, 'carol'), term('taken'));
    expect(alone.kind).toBe('done');
    expect(await ask([term('fine'), term('taken')])).toMatchObject({
      kind: 'conflict',
      message: 'items.1: GLOSSARY taken already has an open request by carol.',
      approval: { canonicalKey: 'taken' },
    });
    expect(await sets.countOf('approval')).toBe(1);
    expect(await sets.countOf('change_set')).toBe(0);
    expect(await sets.events('approval.created')).toHaveLength(1);
  });

  test('200 items are requested, decided and applied', async () => {
    const sets = newSets();
    const wanted = Array.from({ length: 200 }, (_, at) => term(`t${at}`, at === 0 ? [] : [`t${at - 1}`]));
    const set = await sets.request(wanted);
    await sets.approveAll(set.id);
    await sets.apply();
    expect(new Set(await sets.statusesOf(set))).toEqual(new Set(['APPROVED and applied']));
    expect(await sets.events('metadata.changed')).toHaveLength(200);
  });

  test('nobody decides their own set, and who lacks the role of one item decides none', async () => {
    const sets = newSets();
    const parts = { ...instance.parts, approvalPolicies: { TIER1: { approvers: 1, role: 'ADMIN' as const } } };
    const set = await setsOf(parts, sets.tenantId).request([term('a'), term('b', [], 'tier1')]);
    expect(await sets.approveAll(set.id, 'anna')).toMatchObject({ kind: 'forbidden' });
    expect(await sets.approveAll(set.id)).toMatchObject({
      kind: 'forbidden',
      message: 'GLOSSARY b: Deciding this request requires the role ADMIN.',
    });
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'PENDING']);
    const admin = person(sets.tenantId, 'ada', ['APPROVER', 'ADMIN']);
    const decided = await decideChangeSet(parts, admin, { changeSetId: set.id, status: 'APPROVED' });
    expect(decided.kind).toBe('done');
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'APPROVED']);
  });

  test('items that need a second approver stay pending until there is one, and nobody votes twice', async () => {
    const sets = newSets();
    const parts = { ...instance.parts, approvalPolicies: { TIER1: { approvers: 2, role: 'APPROVER' as const } } };
    const set = await setsOf(parts, sets.tenantId).request([term('a', ['b']), term('b', [], 'tier1')]);
    await sets.approveAll(set.id);
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'PENDING']);
    expect(await sets.approveAll(set.id)).toMatchObject({ kind: 'conflict' });
    // What refers to it waits.
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'PENDING']);
    await sets.approveAll(set.id, 'carol');
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['APPROVED and applied', 'APPROVED and applied']);
  });

  test('an item that was approved waits for what it refers to, and returns to the approvers if that is rejected', async () => {
    const sets = newSets();
    const set = await sets.request([term('user', ['used']), term('used'), term('free')]);
    const { user, used, free } = await sets.items(set);
    await sets.decide(user?.id ?? '', 'APPROVED');
    await sets.decide(free?.id ?? '', 'APPROVED');
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'PENDING', 'APPROVED and applied']);
    await sets.decide(used?.id ?? '', 'REJECTED');
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'REJECTED', 'APPROVED and applied']);
    expect(await sets.decide(user?.id ?? '', 'APPROVED')).toMatchObject({
      kind: 'conflict',
      message: 'GLOSSARY user refers to GLOSSARY used, whose creation was rejected.',
    });
    await sets.apply();
    expect(await sets.versionOf('user')).toBeUndefined();
  });

  test('the decisions about items are all made, or none', async () => {
    const sets = newSets();
    const set = await sets.request([term('a'), term('b'), term('c')]);
    const { a, b, c } = await sets.items(set);
    const decideItems = (
      decisions: { approvalId: string; status: 'APPROVED' | 'REJECTED'; comment: string | undefined }[],
    ) => decideChangeSet(instance.parts, person(sets.tenantId, 'bert'), { changeSetId: set.id, items: decisions });
    const approval = (id: string | undefined) => ({
      approvalId: id ?? '',
      status: 'APPROVED' as const,
      comment: undefined,
    });
    expect(await decideItems([approval(a?.id), { ...approval(b?.id), status: 'REJECTED' }])).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['items', '1', 'comment'] }],
    });
    expect(await decideItems([approval(a?.id), approval('apr_other')])).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['items', '1', 'approvalId'] }],
    });
    await sets.decide(c?.id ?? '', 'REJECTED');
    expect(await decideItems([approval(a?.id), approval(c?.id)])).toMatchObject({ kind: 'conflict' });
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'PENDING', 'REJECTED']);
    const done = await decideItems([approval(a?.id), { approvalId: b?.id ?? '', status: 'REJECTED', comment: 'no' }]);
    expect(done.kind).toBe('done');
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'REJECTED', 'REJECTED']);
  });

  test('of an item that cannot be applied, the others are none the worse: it returns with the reason', async () => {
    const sets = newSets();
    await sets.approveAll((await sets.request([term('moved')])).id);
    await sets.apply();
    const update = { entityType: 'GLOSSARY', kind: 'UPDATE', expectedVersion: 1, change: { name: 'New' } } as const;
    const set = await sets.request([{ ...update, canonicalKey: 'moved' }, term('a')]);
    await sets.approveAll(set.id);
    await sets.setVersion('moved', 5);
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'APPROVED and applied']);
    expect(await sets.comments()).toEqual([
      'The request could not be applied and returned to the approvers: GLOSSARY moved is at version 5, not 1.',
    ]);
    await sets.setVersion('moved', 1);
    expect((await sets.approveAll(set.id, 'carol')).kind).toBe('done');
    await sets.apply();
    expect(await sets.versionOf('moved')).toBe(2);
  });
});
