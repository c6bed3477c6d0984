import { afterAll, beforeAll, expect, test } from 'vitest';

import { ENTITY_TYPES } from '../../../src/events/schemas/vocabulary.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let store: ReturnType<typeof countStatements>;

const DAY_MS = 24 * 60 * 60 * 1000;
const COUNT = 1_200;

beforeAll(async () => {
  store = countStatements(await openTestStore());
  server = await startTestServer({ database: store.database });
  await until('the pass at the start', () => server.logged.some(({ message }) => message === 'scheduler pass'));
  // Two tenants, five tiers; every third has no dataset. Nothing evaluates them: the workers would change the picture.
  await server.parts.database.exec(`
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
      dataset_schema, dataset_table, definition, created_at, updated_at, last_profiled_at)
    SELECT 'met_' || gen_random_uuid(), 'tenant' || n % 2, 'METADATA', 'k' || n, 'u', 'n', 'tier' || n % 5 + 1, 'ACTIVE', 1,
      CASE WHEN n % 3 > 0 THEN 's' END, CASE WHEN n % 3 > 0 THEN 't' END, '{}', now(), now(), now()
    FROM generate_series(0, ${COUNT - 1}) n;
    UPDATE governance.mdm_entity SET status = 'DEPRECATED' WHERE canonical_key = 'k1';
  `);
});
afterAll(() => server[Symbol.asyncDispose]());

async function dueEvents(tenantId: string) {
  const entries = await server.parts.log.page(tenantId, {
    filter: { types: ['metadata.profile.due'] },
    limit: 10_000,
    newestFirst: false,
  });
  return entries.flatMap(({ event }) => (event?.type === 'metadata.profile.due' ? [event.payload] : []));
}

test('a pass reports what is stale in every tenant with one look at each table, and nothing twice', async () => {
  expect(await server.reportDueProfiles()).toBe(0);
  server.advance(8 * DAY_MS);
  const looks = () => store.count('RECURSIVE share');
  const before = looks();
  // Two passes at the same time, as two instances would make them.
  const reported = await Promise.all([server.reportDueProfiles(), server.reportDueProfiles()]);
  expect(looks() - before).toBe(2 * ENTITY_TYPES.length);

  const tier1 = Array.from({ length: COUNT }, (_, n) => n).filter((n) => n % 5 === 0 && n % 3 > 0 && n !== 1);
  expect(reported.reduce((sum, count) => sum + count, 0)).toBe(tier1.length);
  const due = [...(await dueEvents('tenant0')), ...(await dueEvents('tenant1'))];
  expect(due.map(({ canonicalKey }) => canonicalKey).sort()).toEqual(tier1.map((n) => `k${n}`).sort());
  expect(new Set(due.map(({ tier, priority, reason }) => `${tier} ${priority} ${reason}`))).toEqual(
    new Set(['tier1 high SCHEDULE']),
  );
});

test('the next two passes are in the queue, at their times by cron, once: one that fails for good does not end the chain', async () => {
  const { rows } = await server.parts.database.query(
    `SELECT count(*)::int AS count, bool_and(extract(minute FROM start_after) = 0) AS "onTheHour"
     FROM pgboss.job WHERE name = 'find-due-profiles' AND state = 'created'`,
  );
  expect(rows).toEqual([{ count: 2, onTheHour: true }]);
});

test('a minute that finds that the time of a zone has come makes the pass, and leaves nothing to older versions', async () => {
  const passes = () => server.logged.filter(({ message }) => message === 'scheduler pass').length;
  const before = passes();
  const { database } = server.parts;
  // An instance of an older version works on this queue as well, and takes nobody's turn.
  const shared = async () => {
    const { rows } = await database.query(`SELECT id FROM pgboss.job WHERE name = 'find-due-profiles' ORDER BY id`);
    return rows;
  };
  const had = await shared();
  await database.query(`UPDATE governance.scheduler_turn SET pass_at = '2000-01-01', held_until = NULL`);
  await until('the pass', async () => {
    await database.query(
      `UPDATE pgboss.job SET start_after = now() WHERE state = 'created' AND start_after < now() + interval '3 minutes'
         AND name = 'find-due-time-zones'`,
    );
    return passes() > before;
  });
  const { rows } = await database.query(
    `SELECT pass_at > '2000-01-01' AS taken, held_until IS NULL AS ended FROM governance.scheduler_turn`,
  );
  expect(rows).toEqual([{ taken: true, ended: true }]);
  expect(await shared()).toEqual(had);
});
