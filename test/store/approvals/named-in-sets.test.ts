import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { findEntity } from '../../../src/store/entities/entities.ts';
import { requestChangeSet } from '../../../src/workflow/approvals/change-sets/request-change-set.ts';
import { person, setsOf, term } from '../../support/change-sets.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('what a change set names, on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const newSets = () => setsOf(instance.parts, `named-${++nextTenant}`);
  const db = () => drizzleOn(instance.parts.database);

  describe('a deprecation that names what the set creates', () => {
    const deprecation = (canonicalKey: string, replacedBy: string) => ({
      ...{ entityType: 'GLOSSARY' as const, canonicalKey, kind: 'DEPRECATE' as const },
      ...{ expectedVersion: 1, change: {}, replacedBy },
    });
    async function withTerms(...keys: string[]) {
      const sets = newSets();
      await sets.approveAll((await sets.request(keys.map((key) => term(key)))).id);
      await sets.apply();
      return sets;
    }
    const find = (tenantId: string, key: string) => findEntity(db(), tenantId, 'GLOSSARY', key);

    test.each([false, true])('is applied with it, whether the set is atomic or not: %s', async (atomic) => {
      const sets = await withTerms('old');
      const set = await sets.request([deprecation('old', 'new'), term('new')], { atomic });
      await sets.approveAll(set.id);
      await sets.apply();
      const [old, fresh] = await Promise.all(['old', 'new'].map((key) => find(sets.tenantId, key)));
      expect(old).toMatchObject({ status: 'DEPRECATED', replacedById: fresh?.id });
      expect((await sets.items(set)).old?.replacedById).toBe(fresh?.id);
      const [told] = await sets.events('metadata.deprecated');
      expect(told?.event.payload).toMatchObject({ canonicalKey: 'old', replacedBy: 'new' });
    });

    test('waits for it where items are decided one by one', async () => {
      const sets = await withTerms('old');
      const set = await sets.request([deprecation('old', 'new'), term('new')]);
      const { old, new: fresh } = await sets.items(set);
      await sets.decide(old?.id ?? '', 'APPROVED');
      await sets.apply();
      expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'PENDING']);
      await sets.decide(fresh?.id ?? '', 'APPROVED');
      await sets.apply();
      expect(await sets.statusesOf(set)).toEqual(['APPROVED and applied', 'APPROVED and applied']);
      expect((await find(sets.tenantId, 'old'))?.replacedById).toBe((await find(sets.tenantId, 'new'))?.id);
    });

    test('returns to the approvers when that is rejected, and can be approved no more', async () => {
      const sets = await withTerms('old');
      const set = await sets.request([deprecation('old', 'new'), term('new')]);
      const { old, new: fresh } = await sets.items(set);
      await sets.decide(old?.id ?? '', 'APPROVED');
      await sets.decide(fresh?.id ?? '', 'REJECTED');
      expect(await sets.statusesOf(set)).toEqual(['PENDING', 'REJECTED']);
      expect(await sets.decide(old?.id ?? '', 'APPROVED', 'carol')).toMatchObject({
        kind: 'conflict',
        message: 'GLOSSARY old refers to GLOSSARY new, whose creation was rejected.',
      });
      expect((await find(sets.tenantId, 'old'))?.status).toBe('ACTIVE');
    });

    test('means the new entity where the name was another’s before, and a key that nothing has is refused', async () => {
      const sets = await withTerms('old', 'new');
      await sets.approveAll((await sets.request([{ ...deprecation('new', ''), replacedBy: undefined }])).id);
      await sets.apply();
      const before = await find(sets.tenantId, 'new');
      const set = await sets.request([deprecation('old', 'new'), term('new')]);
      const { old, new: fresh } = await sets.items(set);
      await sets.decide(old?.id ?? '', 'APPROVED');
      await sets.apply();
      expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'PENDING']);
      await sets.decide(fresh?.id ?? '', 'APPROVED');
      await sets.apply();
      const after = await find(sets.tenantId, 'new');
      expect(after?.id).not.toBe(before?.id);
      expect((await find(sets.tenantId, 'old'))?.replacedById).toBe(after?.id);

      const items = [deprecation('new', 'nowhere'), term('other')];
      expect(
        await requestChangeSet(instance.parts, person(sets.tenantId, 'anna'), { items, atomic: false }),
      ).toMatchObject({
        kind: 'invalid',
        issues: [{ path: ['items', '0', 'replacedBy'], message: 'there is no GLOSSARY nowhere' }],
      });
    });
  });

  test('an owner whom nobody knows is told of once, with near names of the tenant and the other items', async () => {
    const [other, sets] = [newSets(), newSets()];
    const owned = (key: string, owner: string) => {
      const asked = term(key);
      return { ...asked, change: { ...(asked.change as object), owner } };
    };
    await other.request([owned('foreign', 'finance-dat')]);
    await sets.approveAll((await sets.request([owned('first', 'finance-data')])).id);
    await sets.apply();
    const ask = (owners: string[]) =>
      requestChangeSet(instance.parts, person(sets.tenantId, 'anna'), {
        items: owners.map((owner, at) => owned(`t${at}`, owner)),
        atomic: false,
      });
    const outcome = await ask(['finanec-data', 'anna', 'finanec-data', 'beert', 'finanec-data']);
    const exactly = 'Ids are compared exactly, upper and lower case included.';
    const stranger = (id: string) => `Nobody with the id "${id}" has requested, decided or followed anything here`;
    expect(outcome).toMatchObject({
      kind: 'done',
      warnings: [
        {
          path: ['items', '0', 'change', 'owner'],
          message: `${stranger('finanec-data')}; did you mean finance-data? ${exactly} The same is so of items.2, items.4.`,
        },
        {
          path: ['items', '3', 'change', 'owner'],
          message: `${stranger('beert')}; did you mean bert? ${exactly}`,
        },
      ],
    });
    const { items } = sets;
    const set = outcome.kind === 'done' ? outcome.changeSet : { id: '' };
    expect(Object.values(await items(set)).map(({ warnings }) => warnings.length)).toEqual([1, 0, 1, 1, 1]);
  });
});
