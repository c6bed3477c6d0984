import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { deriveId } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { notificationsAfter } from '../../../src/store/notifications/notifications.ts';
import { impactNotificationHandler } from '../../../src/subscribers/impact-notification.ts';
import { impactSubscriber } from '../../../src/subscribers/impact-subscriber.ts';
import type { ApprovalRequest } from '../../../src/workflow/approvals/draft-approval.ts';
import { setsOf } from '../../support/change-sets.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const metadata = (canonicalKey: string, change: object = {}): ApprovalRequest => ({
  ...{ entityType: 'METADATA', canonicalKey, kind: 'CREATE' },
  change: { name: canonicalKey, tier: 'tier3', owner: 'anna', ...change },
});
const kpi = (canonicalKey: string, computedFrom: string[], owner = 'olga'): ApprovalRequest => ({
  ...{ entityType: 'KPI', canonicalKey, kind: 'CREATE' },
  change: {
    name: canonicalKey,
    tier: 'tier3',
    owner,
    kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom },
  },
});
const update = ({ entityType, canonicalKey }: ApprovalRequest, change: object): ApprovalRequest => ({
  ...{ entityType, canonicalKey, kind: 'UPDATE', expectedVersion: 1, change },
});

describe.each(STORES)('what a change set affects, on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  function begin() {
    const { parts } = instance;
    const sets = setsOf(parts, `affected-${++nextTenant}`);
    const { tenantId } = sets;

    /** Has the impact of all events determined and told, in this order, and told of again as after crashes. */
    async function tell(order: <E>(entries: readonly E[]) => readonly E[] = (entries) => entries): Promise<void> {
      const { handle } = impactSubscriber.handler(parts);
      const handler = impactNotificationHandler(parts);
      const entries = order(await sets.events('metadata.changed', 'metadata.deprecated', 'kpi.changed'));
      for (const { event, offset } of entries) {
        await handle({ event, offset });
        const job = deriveId(handler.name, tenantId, event.source, event.id);
        const { rows } = await parts.database.query('SELECT 1 FROM pgboss.job WHERE id = $1', [job]);
        const data = { work: handler.name, tenantId, offset };
        if (rows.length > 0) await Promise.all([handler.run({ data, attempt: 1 }), handler.run({ data, attempt: 2 })]);
      }
    }
    async function apply(wanted: readonly ApprovalRequest[], order?: Parameters<typeof tell>[0]): Promise<void> {
      await sets.approveAll((await sets.request(wanted)).id);
      await sets.apply();
      await tell(order);
    }
    async function told(recipient: string): Promise<string[]> {
      const found = await notificationsAfter(drizzleOn(parts.database), { tenantId, recipient }, 0, 100);
      return found.map(({ kind, text }) => `${kind}: ${text}`);
    }
    return { sets, tell, apply, told };
  }

  test('what came into being in the same set is told to nobody', async () => {
    const { apply, told } = begin();
    const keys = ['a', 'b', 'c', 'd', 'e'];
    await apply([kpi('total', keys), ...keys.map((key) => metadata(key))]);
    expect(await told('olga')).toEqual([]);
    expect(await told('anna')).toEqual([]);
  });

  test.each(['first to last', 'last to first'])('all else is told each person once, handled from %s', async (order) => {
    const { apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    const [total, share] = [kpi('total', ['a', 'b']), kpi('share', ['b'], 'otto')];
    await apply([a, b, total, share]);
    const wanted = [update(a, { description: 'A' }), update(b, { description: 'B' }), metadata('unrelated')];
    await apply(wanted, (entries) => (order === 'first to last' ? entries : entries.toReversed()));
    expect(await told('olga')).toEqual([
      'IMPACT: In one change set of anna, a (metadata) was changed, b (metadata) was changed. They affect total (KPI, a → total).',
    ]);
    expect(await told('otto')).toEqual([
      'IMPACT: b (metadata) was changed by anna. It affects share (KPI, b → share).',
    ]);
    expect(await told('anna')).toEqual([]);
  });

  test('an entity that the set makes depend on what it changes is not affected by that; what lies behind it is', async () => {
    const { apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    const [total, share] = [kpi('total', ['b']), kpi('share', ['a'], 'otto')];
    await apply([a, b, total, share]);
    await apply([
      update(a, { description: 'A' }),
      update(total, { kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom: ['a', 'b'] } }),
      metadata('c'),
    ]);
    expect(await told('olga')).toEqual([]);
    expect(await told('otto')).toEqual([
      'IMPACT: a (metadata) was changed by anna. It affects share (KPI, a → share).',
    ]);
  });

  test('of items that are decided one by one, nobody is told a second time', async () => {
    const { sets, tell, apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    await apply([a, b, kpi('total', ['a']), kpi('share', ['b'], 'otto')]);
    const set = await sets.request([update(a, { description: 'A' }), update(b, { description: 'B' })]);
    const items = await sets.items(set);
    for (const key of ['a', 'b', 'b']) {
      if (items[key]?.status === 'PENDING') await sets.decide(items[key].id, 'APPROVED');
      await sets.apply();
      await tell();
    }
    expect((await told('olga')).length).toBe(1);
    expect((await told('otto')).length).toBe(1);
  });
});
