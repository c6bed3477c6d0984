import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import {
  type Append,
  appendEvents,
  appendOfSeveral,
  type EventJob,
} from '../../../src/store/log/append/append-events.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { entityOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance } from '../../support/store/test-instance.ts';

const TENANTS = ['alone', 'shared'] as const;

test.each(STORES)(
  'an event has the same row and the same jobs on %s, whether its tenant is appended alone or with others',
  async (_, openStore) => {
    const database = await openStore();
    await using _instance = await openTestInstance(database);
    const db = drizzleOn(database);
    for (const tenantId of TENANTS) {
      const marks = [{ entityType: 'METADATA' as const, canonicalKey: 'revenue_gross' }];
      await insertEntity(db, entityOf('revenue_gross', { tenantId, owner: 'anna' }));
      await insertEntity(
        db,
        entityOf('pii', { tenantId, entityType: 'TAG', definition: { tag: { values: [], marks } } }),
      );
    }
    const others = (number: number) => ({ emitted: [{ event: refreshed({ tenantId: `other-${number}` }) }], jobsOf });
    for (const number of [1, 2]) await appendEvents(database, `other-${number}`, others(number));

    const late = { ...completed(), createdAt: '2001-01-01T00:00:00.000Z' };
    for (const [index, events] of [
      [completed(), refreshed()],
      [late, refreshed(), completed()],
    ].entries()) {
      await appendEvents(database, 'alone', emit('alone', events));
      const withOthers = new Map([1, 2].map((number) => [`other-${number}`, others(number)]));
      // A tenant without a counter, as one is before its first event, is left out.
      const appended = await appendOfSeveral(
        database,
        new Map<string, Append>([['shared', emit('shared', events)], ...withOthers]),
      );
      if (index > 0) {
        expect([...appended.keys()]).toEqual(['shared', 'other-1', 'other-2']);
        expect(appended.get('shared')?.entries.map(({ offset }) => offset)).toEqual([3, 4, 5]);
        continue;
      }
      expect([...appended.keys()]).toEqual(['other-1', 'other-2']);
      await appendEvents(database, 'shared', emit('shared', events));
      await database.exec('UPDATE governance.event_stream SET has_webhooks = true');
    }

    const [alone, shared] = [await stateOf(database, 'alone'), await stateOf(database, 'shared')];
    expect(shared).toEqual(alone);
    expect(alone.log).toHaveLength(5);
    expect(alone.log[0]).toMatchObject({ owner: 'anna', tags: ['pii'], cause_source: 'etl.pipeline' });
    expect(alone.jobs.map(({ name }) => name).sort()).toEqual([
      ...Array(5).fill('impact'),
      ...Array(3).fill('webhook'),
    ]);
  },
);

function emit(tenantId: string, events: readonly Event[]) {
  const notes = { actor: { actorId: 'anna', actorType: 'HUMAN' as const }, causeSource: 'etl.pipeline' as const };
  return { emitted: events.map((event) => ({ ...notes, event: { ...event, tenantId } })), jobsOf };
}

function jobsOf({ id, tenantId }: Event): EventJob[] {
  const job = (queue: string) => ({ queue, id: randomUUID(), data: { event: id, tenantId } });
  return [job('impact'), { ...job('webhook'), onlyWithWebhooks: true }];
}

/** Everything that is stored of the tenant, but for what differs between any two appends. */
async function stateOf(database: Database, tenantId: string) {
  const read = async (text: string) => {
    const { rows } = await database.query(text, [tenantId]);
    return JSON.parse(JSON.stringify(rows).replaceAll(tenantId, 'tenant')) as Record<string, unknown>[];
  };
  return {
    log: await read(`
      SELECT log.*, NULL AS appended_at FROM governance.event_log AS log WHERE tenant_id = $1 ORDER BY stream_offset`),
    tags: await read('SELECT * FROM governance.event_tag WHERE tenant_id = $1 ORDER BY stream_offset'),
    counter: await read('SELECT last_offset, has_webhooks FROM governance.event_stream WHERE tenant_id = $1'),
    jobs: await read(`
      SELECT name, data, priority, retry_limit, retry_delay, retry_backoff, dead_letter, policy, state,
        expire_in::text, (keep_until - start_after)::text AS kept
      FROM pgboss.job WHERE data->>'tenantId' = $1 ORDER BY name, (data->>'offset')::int`),
  };
}
