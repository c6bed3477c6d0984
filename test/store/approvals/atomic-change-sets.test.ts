import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { UnitOfWork } from '../../../src/store/unit-of-work.ts';
import { approvalSubscriber } from '../../../src/subscribers/approval-subscriber.ts';
import { decideChangeSet, withdrawChangeSet } from '../../../src/workflow/approvals/change-sets/decide-change-set.ts';
import { person, setsOf, term } from '../../support/change-sets.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('atomic change sets on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const newSets = () => setsOf(instance.parts, `atomic-${++nextTenant}`);

  test('are decided as a whole only', async () => {
    const sets = newSets();
    const set = await sets.request([term('a'), term('b')], { atomic: true });
    const { a } = await sets.items(set);
    for (const [status, actorId] of [['APPROVED'], ['REJECTED'], ['WITHDRAWN', 'anna']] as const) {
      expect(await sets.decide(a?.id ?? '', status, actorId)).toMatchObject({
        kind: 'conflict',
        message: `The request belongs to the change set ${set.id}, which is decided as a whole.`,
      });
    }
    const one = [{ approvalId: a?.id ?? '', status: 'APPROVED' as const, comment: undefined }];
    expect(
      await decideChangeSet(instance.parts, person(sets.tenantId, 'bert'), { changeSetId: set.id, items: one }),
    ).toMatchObject({ kind: 'conflict' });
    const decision = { changeSetId: set.id, status: 'REJECTED' as const, comment: 'no' };
    expect((await decideChangeSet(instance.parts, person(sets.tenantId, 'bert'), decision)).kind).toBe('done');
    expect(await sets.statusesOf(set)).toEqual(['REJECTED', 'REJECTED']);
    expect(await sets.events('approval.rejected')).toHaveLength(2);
  });

  test('are withdrawn as a whole, by their requester alone', async () => {
    const sets = newSets();
    const set = await sets.request([term('a'), term('b')], { atomic: true });
    expect(await withdrawChangeSet(instance.parts, person(sets.tenantId, 'bert'), set.id)).toMatchObject({
      kind: 'forbidden',
    });
    expect((await withdrawChangeSet(instance.parts, person(sets.tenantId, 'anna'), set.id)).kind).toBe('done');
    expect(await sets.statusesOf(set)).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    expect(await withdrawChangeSet(instance.parts, person(sets.tenantId, 'anna'), set.id)).toMatchObject({
      kind: 'conflict',
    });
  });

  test('need as many votes for each item as for the most important one', async () => {
    const sets = newSets();
    const parts = { ...instance.parts, approvalPolicies: { TIER1: { approvers: 2, role: 'APPROVER' as const } } };
    const set = await setsOf(parts, sets.tenantId).request([term('a'), term('b', [], 'tier1')], { atomic: true });
    await sets.approveAll(set.id);
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'PENDING']);
    await sets.approveAll(set.id, 'carol');
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'APPROVED']);
  });

  test('take effect all together, or return to the approvers all together with the reason', async () => {
    const sets = newSets();
    await sets.approveAll((await sets.request([term('moved')])).id);
    await sets.apply();
    const update = { entityType: 'GLOSSARY', kind: 'UPDATE', expectedVersion: 1, change: { name: 'New' } } as const;
    const set = await sets.request([term('a', ['b']), { ...update, canonicalKey: 'moved' }, term('b', ['a'])], {
      atomic: true,
    });
    await sets.approveAll(set.id);
    await sets.setVersion('moved', 5);
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['PENDING', 'PENDING', 'PENDING']);
    expect([await sets.versionOf('a'), await sets.versionOf('b')]).toEqual([undefined, undefined]);
    expect(await sets.comments()).toEqual([
      'The change set could not be applied and returned to the approvers: GLOSSARY moved is at version 5, not 1.',
    ]);
    expect(await sets.events('metadata.changed')).toHaveLength(1);

    await sets.setVersion('moved', 1);
    const { a } = await sets.items(set);
    expect(await sets.decide(a?.id ?? '', 'APPROVED', 'carol')).toMatchObject({ kind: 'conflict' });
    await sets.approveAll(set.id, 'carol');
    await sets.apply();
    expect(new Set(await sets.statusesOf(set))).toEqual(new Set(['APPROVED and applied']));
  });

  test('are applied once, and never by half, however often workers die and begin again', async () => {
    const sets = newSets();
    const set = await sets.request([term('a', ['b']), term('b'), term('c')], { atomic: true });
    await sets.approveAll(set.id);
    const [first] = await sets.events('approval.approved');
    if (!first) throw new Error('nothing was approved');

    const dying: UnitOfWork = {
      ...instance.parts.unitOfWork,
      transaction: (work) =>
        instance.parts.unitOfWork.transaction(async (tx) => {
          await work(tx);
          throw new Error('the worker died');
        }),
    };
    const { handle } = approvalSubscriber.handler({ ...instance.parts, unitOfWork: dying });
    await expect(handle(first)).rejects.toThrow('the worker died');
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'APPROVED', 'APPROVED']);
    expect(await sets.versionOf('b')).toBeUndefined();

    await sets.apply();
    await sets.apply((entries) => [...entries].reverse());
    expect(new Set(await sets.statusesOf(set))).toEqual(new Set(['APPROVED and applied']));
    const changed = await sets.events('metadata.changed');
    expect(changed.map(({ event }) => event.payload.canonicalKey)).toEqual(['b', 'a', 'c']);
    expect(await sets.countOf('entity_version')).toBe(3);
  });

  test('cannot be decided or applied item by item, not even by a server that does not know sets', async () => {
    const sets = newSets();
    const set = await sets.request([term('a'), term('b')], { atomic: true });
    const write = (assignment: string) =>
      instance.parts.database.query(
        `UPDATE governance.approval SET ${assignment} WHERE canonical_key = 'a' AND tenant_id = $1`,
        [sets.tenantId],
      );
    await expect(write(`status = 'APPROVED'`)).rejects.toThrow();
    await sets.approveAll(set.id);
    await expect(write('applied_at = now()')).rejects.toThrow();
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'APPROVED']);
  });
});
