import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { notificationsAfter } from '../../../src/store/notifications/notifications.ts';
import { impactNotificationHandler } from '../../../src/subscribers/impact-notification.ts';
import { impactSubscriber } from '../../../src/subscribers/impact-subscriber.ts';
import { jobDataSchema } from '../../../src/subscribers/job-handler.ts';
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

const jobsSchema = z.array(
  z.object({
    data: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(jobDataSchema),
  }),
);
type Order = <E>(entries: readonly E[]) => readonly E[];

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

    /** Runs all jobs, each twice as after a crash, also those that are to wait, until there are none left. */
    async function workOff(order: Order): Promise<void> {
      const handler = impactNotificationHandler(parts);
      for (;;) {
        const { rows } = await parts.database.query(
          `DELETE FROM pgboss.job WHERE name = $1 AND data ->> 'tenantId' = $2 RETURNING data`,
          [handler.name, tenantId],
        );
        if (rows.length === 0) return;
        for (const { data } of order(jobsSchema.parse(rows))) {
          await Promise.all([handler.run({ data, attempt: 1 }), handler.run({ data, attempt: 2 })]);
        }
      }
    }

    /**
     * Has the impact of all events determined and told, in this order: told after each, or after all. The impact of what is
     * broken is not determined, and its job becomes a dead letter.
     */
    async function tell(
      order: Order = (entries) => entries,
      { broken = [], when = 'each' }: { broken?: readonly string[]; when?: 'each' | 'all' } = {},
    ): Promise<void> {
      const { handle } = impactSubscriber.handler(parts);
      const entries = order(await sets.events('metadata.changed', 'metadata.deprecated', 'kpi.changed'));
      for (const { event, offset } of entries) {
        if (broken.includes(event.payload.canonicalKey)) continue;
        await handle({ event, offset });
        if (when === 'each') await workOff(order);
      }
      await workOff(order);
    }
    async function apply(wanted: readonly ApprovalRequest[], ...how: Parameters<typeof tell>): Promise<void> {
      await sets.approveAll((await sets.request(wanted)).id);
      await sets.apply();
      await tell(...how);
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
    // With each event on its own, the first is told alone once its waiting has been in vain.
    await apply(wanted, (entries) => (order === 'first to last' ? entries : entries.toReversed()), { when: 'all' });
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
    await apply(
      [
        update(a, { description: 'A' }),
        update(total, { kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom: ['a', 'b'] } }),
        metadata('c'),
      ],
      undefined,
      { when: 'all' },
    );
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

  test.each([['a'], ['b']])('an impact of %s that cannot be determined silences no other', async (broken) => {
    const { tell, apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    await apply([a, b, kpi('of_a', ['a'], 'olga'), kpi('of_b', ['b'], 'otto'), kpi('of_both', ['a', 'b'], 'oda')]);
    await apply([update(a, { description: 'A' }), update(b, { description: 'B' })], undefined, { broken: [broken] });
    const [early, late] = broken === 'a' ? ['b', 'a'] : ['a', 'b'];
    const [earlyOwner, lateOwner] = broken === 'a' ? ['otto', 'olga'] : ['olga', 'otto'];
    const text = (key: string, path: string, bound: string) =>
      `IMPACT: ${key} (metadata) was changed by anna. It affects ${bound}${path} (KPI, ${key} → ${path}).`;
    const ofEarly = [text(early, `of_${early}`, 'at least ')];
    expect(await told(earlyOwner)).toEqual(ofEarly);
    expect(await told('oda')).toEqual([text(early, 'of_both', 'at least ')]);
    expect(await told(lateOwner)).toEqual([]);

    // Redelivered: its event may come before those that were told of.
    await tell();
    expect(await told(earlyOwner)).toEqual(ofEarly);
    expect((await told('oda')).length).toBe(1);
    expect(await told(lateOwner)).toEqual([text(late, `of_${late}`, '')]);
  });

  test('whoever owns only what is far away is told, however much is nearer or new, and all are counted', async () => {
    const { sets, tell, apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    const far = Array.from({ length: 7 }, (_, index) => kpi(`far_${index}`, ['b'], 'otto'));
    await apply([a, b, kpi('total', ['a']), ...far]);
    const set = await sets.request([update(a, { description: 'A' }), update(b, { description: 'B' })]);
    await sets.approveAll(set.id);
    await sets.apply();
    const { handle } = impactSubscriber.handler(instance.parts);
    const entries = await sets.events('metadata.changed');
    for (const entry of entries) await handle(entry);
    await instance.parts.database.query(
      `WITH impacts AS (
        UPDATE governance.impact SET distance = 9 WHERE tenant_id = $1 RETURNING event_offset
      )
      INSERT INTO governance.impact (tenant_id, event_offset, number, entity_id, distance, path)
      SELECT $1, event_offset, number + 10, 'near_' || number, 1, '[]'
      FROM (SELECT max(event_offset) AS event_offset FROM impacts) AS event, generate_series(1, 6000) AS number`,
      [sets.tenantId],
    );
    await tell();
    expect(await told('olga')).toEqual([
      'IMPACT: a (metadata) was changed by anna. It affects total (KPI, a → total).',
    ]);
    const [text, ...more] = await told('otto');
    expect(more).toEqual([]);
    expect(text).toMatch(/It affects far_\d .*far_\d \(KPI, b → far_\d\), and 2 more\.$/);
  });

  test('people are read page by page until the end', async () => {
    const { sets, apply, told } = begin();
    const [a, b] = [metadata('a'), metadata('b')];
    await apply([a, b, kpi('total', ['a', 'b'])]);
    const people = Array.from({ length: 450 }, (_, index) => `person_${index}`);
    await instance.parts.database.query(
      `INSERT INTO governance.entity_follow (tenant_id, actor_id, entity_id, followed_at)
       SELECT tenant_id, actor_id, id, now() FROM governance.mdm_entity, unnest($2::text[]) AS actor_id
       WHERE tenant_id = $1 AND canonical_key = 'total'`,
      [sets.tenantId, people],
    );
    await apply([update(a, { description: 'A' }), update(b, { description: 'B' })]);
    const counts = await Promise.all([...people, 'olga'].map(async (one) => (await told(one)).length));
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  test('of more than is stored, the notice says that it may be more', async () => {
    const { sets, tell, apply, told } = begin();
    const a = metadata('a');
    await apply([a, metadata('b'), kpi('total', ['a'])]);
    const set = await sets.request([update(a, { description: 'A' }), metadata('c')]);
    await sets.approveAll(set.id);
    await sets.apply();
    for (const entry of await sets.events('metadata.changed'))
      await impactSubscriber.handler(instance.parts).handle(entry);
    await instance.parts.database.query(
      'UPDATE governance.followed_event SET is_truncated = true WHERE tenant_id = $1',
      [sets.tenantId],
    );
    await tell();
    expect(await told('olga')).toEqual([
      'IMPACT: a (metadata) was changed by anna. It affects at least total (KPI, a → total).',
    ]);
  });
});
