import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareWithReference, type LastJudged } from '../../../src/domain/profiling/judging/reference-score.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { notificationsAfter } from '../../../src/store/notifications/notifications.ts';
import { impactNotificationHandler } from '../../../src/subscribers/impact-notification.ts';
import { impactSubscriber } from '../../../src/subscribers/impact-subscriber.ts';
import { notificationSubscriber } from '../../../src/subscribers/notification-subscriber.ts';
import { incidentNotificationHandler } from '../../../src/subscribers/notifications/incident-notification.ts';
import { incidentBench } from '../../support/incidents/incident-bench.ts';
import { kpiOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

/** 100, and five falls of 9 % each. */
const SCORES = [100, 91, 82.8, 75.4, 68.6, 62.4];
const LINE = { bindingKey: 'b', rulesKey: 'r' };

describe.each(STORES)('five falls of 9 % on %s', (_, openStore) => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  test.each(['profile', 'drop'])(
    'are two events, one incident that grows, and one notification a person, with the %s handled first',
    async (first) => {
      const { parts } = instance;
      const bench = incidentBench(instance, `slide-${first}`);
      const { tenantId } = bench;
      const customers = await bench.entity('customers', { owner: 'olga' });
      const share = kpiOf('share', ['customers'], { tenantId, owner: 'otto' });
      await parts.unitOfWork.transaction(({ db }) => insertEntity(db, share));

      async function tell(): Promise<void> {
        const handler = incidentNotificationHandler(parts);
        for (const { number } of await bench.steps()) {
          await handler.run({ data: { work: handler.name, tenantId, offset: 0, stepNumber: number }, attempt: 1 });
        }
      }

      let last: LastJudged | null = null;
      let drops = 0;
      for (const score of SCORES) {
        const made = await bench.profile(customers, { qualityScore: score });
        const current = { profileId: made.profile.id, score };
        const { droppedFrom, reference } = compareWithReference(last, { ...current, line: LINE }, 10);
        last = { ...current, line: LINE, reference };
        const drop = droppedFrom && (await bench.degraded(customers, made.profile, droppedFrom.score));
        if (drop) drops++;
        for (const one of first === 'profile' ? [made, drop] : [drop, made]) if (one) await bench.handle(one);
        if (drop?.event.type === 'data.quality.degraded') {
          const { event, offset } = drop;
          await notificationSubscriber.handler(parts).handle({ event, offset });
          await impactSubscriber.handler(parts).handle({ event, offset });
          const handler = impactNotificationHandler(parts);
          await handler.run({ data: { work: handler.name, tenantId, offset }, attempt: 1 });
        }
        await tell();
      }

      expect(drops).toBe(2);
      expect(await bench.incidents()).toMatchObject([{ cause: 'SCORE', status: 'OPEN', occurrences: 4 }]);
      const told = async (recipient: string) => {
        const found = await notificationsAfter(drizzleOn(parts.database), { tenantId, recipient }, 0, 100);
        return found.map(({ kind, title }) => `${kind}: ${title}`);
      };
      expect(await told('olga')).toEqual(['QUALITY_DEGRADED: The quality of customers fell by 17.2 %']);
      expect(await told('otto')).toEqual(['IMPACT: customers fell in quality by 17.2 % and affects share']);
    },
  );
});
