import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DEFAULT_PROFILING_POLICY, dueBefore, duePriority } from '../../../src/domain/profiling/profiling-policy.ts';
import { DAY_MS } from '../../../src/domain/time-units.ts';
import { eventSchema } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { type EntityType, entityTypeSchema, type Tier, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { reportDueProfiles } from '../../../src/scheduler/due-profiles.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { changePolicyOf } from '../../support/monitoring.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const NOW = new Date('2026-03-01T00:00:00.123Z');
const policy = DEFAULT_PROFILING_POLICY;
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Known {
  id: string;
  tenantId: string;
  entityType: EntityType;
  canonicalKey: string;
  tier: Tier;
  lastProfiledAt: Date | null;
  standardPackId: string | null;
}

/** Of each tier: on both sides of the threshold and of what is critical, and without a profile; in two tables and tenants. */
const AGES_DAYS = (tier: Tier) => {
  const threshold = policy.tiers[tier].staleAfterHours / 24;
  const critical = threshold + policy.criticalAfterDays;
  return [null, threshold - 0.001, threshold, threshold + 1, critical - 0.001, critical, critical + 500];
};
const KNOWN: readonly Known[] = ['acme', 'beta'].flatMap((tenantId) =>
  (['METADATA', 'KPI'] as const).flatMap((entityType) =>
    TIERS.flatMap((tier) =>
      AGES_DAYS(tier).map((ageDays, index) => ({
        id: `${entityType === 'KPI' ? 'kpi' : 'met'}_${tenantId}_${tier}_${index}`,
        tenantId,
        entityType,
        // Nothing of it may be taken for JSON.
        canonicalKey: `"${tier}" \\ é ${index}`,
        tier,
        lastProfiledAt: ageDays === null ? null : new Date(NOW.getTime() - Math.round(ageDays * DAY_MS)),
        standardPackId: index % 2 === 0 ? `ifrs "${index}"` : null,
      })),
    ),
  ),
);
const isDue = ({ tier, lastProfiledAt }: Known) =>
  lastProfiledAt === null || lastProfiledAt <= dueBefore(policy, tier, NOW);

/** The database, and the statements of its transactions. */
function watchTransactions(database: Database) {
  const texts: string[] = [];
  const watched: Database = {
    ...database,
    transaction: (work, options) =>
      database.transaction(
        (sql) =>
          work({
            query(text, params, queryOptions) {
              texts.push(text);
              return sql.query(text, params, queryOptions);
            },
          }),
        options,
      ),
  };
  return { database: watched, texts };
}

describe.each(STORES)('the due events of a pass, which %s makes itself', (_, openStore) => {
  let instance: TestInstance;
  let texts: string[];
  const pass = () => reportDueProfiles({ ...instance.parts, logger, clock: () => NOW });

  beforeAll(async () => {
    const watched = watchTransactions(await openStore());
    texts = watched.texts;
    instance = await openTestInstance(watched.database);
    for (const { id, tenantId, entityType, canonicalKey, tier, lastProfiledAt, standardPackId } of KNOWN) {
      await instance.parts.database.query(
        `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, owner, tier, status, version,
          dataset_schema, dataset_table, definition, created_at, updated_at, last_profiled_at, standard_pack_id)
        VALUES ($1, $2, $3, $4, 'u', 'n', 'anna', $5, 'ACTIVE', 1, 's', 't', '{}', $6, $6, $7, $8)`,
        [id, tenantId, entityType, canonicalKey, tier, NOW, lastProfiledAt, standardPackId],
      );
    }
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  test('are those that the program would make, to the byte, with the traits of their entities', async () => {
    const { database, log } = instance.parts;
    const due = KNOWN.filter(isDue);
    expect(await pass()).toBe(due.length);
    for (const tenantId of ['acme', 'beta']) {
      const ours = due.filter((known) => known.tenantId === tenantId);
      const entries = await log.page(tenantId, { filter: {}, limit: 1_000, newestFirst: false });
      expect(entries.map(({ offset }) => offset)).toEqual(ours.map((_, index) => index + 1));
      const reported = new Map<string, Known>(ours.map((known) => [known.id, known]));
      for (const { offset, event, facts } of entries) {
        if (event?.type !== 'metadata.profile.due') throw new Error(`there is another event at ${offset}`);
        const known = reported.get(event.payload.entityId);
        if (!known) throw new Error(`${event.payload.entityId} is not due, or was reported twice`);
        reported.delete(known.id);
        const { id, entityType, canonicalKey, tier, lastProfiledAt, standardPackId } = known;
        const made = createEvent({
          type: 'metadata.profile.due',
          id: event.id,
          tenantId,
          source: 'kernel.scheduler',
          createdAt: NOW,
          payload: {
            ...{ entityType, entityId: id, canonicalKey, tier },
            priority: duePriority(policy, tier, lastProfiledAt, NOW),
            reason: 'SCHEDULE',
            ...(lastProfiledAt && { lastProfiledAt: lastProfiledAt.toISOString() }),
            ...(standardPackId !== null && { standardPackId }),
          },
        });
        expect(eventSchema.parse(event)).toEqual(made);
        const { rows } = await database.query(
          `SELECT event::text AS stored, $3::jsonb::text AS made FROM governance.event_log WHERE tenant_id = $1 AND stream_offset = $2`,
          [tenantId, offset, JSON.stringify(made)],
        );
        const [{ stored, made: asMade }] = rows as [{ stored: string; made: string }];
        expect(stored).toBe(asMade);
        expect(facts).toMatchObject({
          ...{ type: 'metadata.profile.due', source: 'kernel.scheduler', correlationId: event.id, createdAt: NOW },
          ...{
            entityType: entityTypeSchema.parse(entityType),
            canonicalKey,
            tier,
            owner: 'anna',
            tags: [],
            qualityScore: null,
          },
        });
      }
      expect([...reported.keys()]).toEqual([]);
    }
  });

  test('are not made again by the next pass, and are handed to their subscribers', async () => {
    expect(await pass()).toBe(0);
    const { rows } = await instance.parts.database.query(
      `SELECT data->>'tenantId' AS tenant, sum((data->>'through')::int - (data->>'offset')::int + 1)::int AS events
      FROM pgboss.job WHERE name = 'hand-out' GROUP BY 1 ORDER BY 1`,
    );
    const count = (tenantId: string) => KNOWN.filter((known) => known.tenantId === tenantId && isDue(known)).length;
    expect(rows).toEqual(['acme', 'beta'].map((tenant) => ({ tenant, events: count(tenant) })));
  });

  test('are made by the policy of their tenant, with the priority that it gives them', async () => {
    const { parts } = instance;
    await changePolicyOf(parts, 'strict', { tiers: [{ tier: 'tier3', staleAfterHours: 6 }] });
    await changePolicyOf(parts, 'lenient', { tiers: [{ tier: 'tier3', staleAfterHours: 5_000 }] });
    for (const tenant of ['strict', 'lenient', 'usual']) {
      for (const hours of ['5', '6', '77', '78', '720']) {
        await parts.database.query(
          `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
            dataset_schema, dataset_table, definition, created_at, updated_at, last_profiled_at)
          VALUES ('kpi_' || $1 || $2, $1, 'KPI', $2, 'u', 'n', 'tier3', 'ACTIVE', 1, 's', 't', '{}', $3, $3,
            $3::timestamptz - $2::int * interval '1 hour')`,
          [tenant, hours, NOW],
        );
      }
    }
    await pass();
    const { rows } = await parts.database.query(
      `SELECT tenant_id AS tenant, (event #>> '{payload,canonicalKey}')::int AS hours, event #>> '{payload,priority}' AS priority
      FROM governance.event_log WHERE tenant_id IN ('strict', 'lenient', 'usual') ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { tenant: 'strict', hours: 6, priority: 'low' },
      { tenant: 'strict', hours: 77, priority: 'low' },
      // Three days beyond the threshold.
      { tenant: 'strict', hours: 78, priority: 'critical' },
      { tenant: 'strict', hours: 720, priority: 'critical' },
      { tenant: 'usual', hours: 720, priority: 'low' },
    ]);
  });

  test('are made for each entity once, however many transactions that takes', async () => {
    const { database } = instance.parts;
    await database.query(`
      INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
        dataset_schema, dataset_table, definition, created_at, updated_at)
      SELECT 'ter_' || n, CASE WHEN n < 4500 THEN 'many' ELSE 'more' END, 'GLOSSARY', 'k' || n, 'u', 'n', 'tier3', 'ACTIVE', 1, 's', 't', '{}',
        '2026-01-01'::timestamptz + n / 7 * interval '1s', now()
      FROM generate_series(0, 4999) AS n`);
    expect(await pass()).toBe(5_000);
    const { rows } = await database.query(
      `SELECT tenant_id AS tenant, count(*)::int AS events, count(DISTINCT event #>> '{payload,entityId}')::int AS entities
      FROM governance.event_log WHERE tenant_id IN ('many', 'more') GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { tenant: 'many', events: 4_500, entities: 4_500 },
      { tenant: 'more', events: 500, entities: 500 },
    ]);
    const { rows: places } = await database.query(
      `SELECT count(*) FILTER (WHERE due_from < before)::int AS late, max(stream_offset)::int AS last FROM (
        SELECT stream_offset, due_from, lag(due_from) OVER (ORDER BY stream_offset) AS before
        FROM governance.event_log JOIN governance.mdm_entity USING (tenant_id, entity_type, canonical_key)
        WHERE tenant_id = 'many') AS reported`,
    );
    expect(places, 'the longest overdue first').toEqual([{ late: 0, last: 4_500 }]);
    expect(await pass()).toBe(0);
  });

  test('of many tenants and tiers take as many statements as those of one', async () => {
    const insert = async (tenants: number, tiers: number) => {
      await instance.parts.database.query(
        `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
          dataset_schema, dataset_table, definition, created_at, updated_at, last_profiled_at)
        SELECT 'brl_' || gen_random_uuid(), 'of-' || $1 || '-' || n % $1, 'BUSINESS_RULE', 'k' || n, 'u', 'n', 'tier' || 1 + n / $1 % $2,
          'ACTIVE', 1, 's', 't', '{}', $3::timestamptz, $3::timestamptz, $3::timestamptz - n * interval '1 hour' - interval '1 year'
        FROM generate_series(0, 2 * $1 * $2 - 1) AS n`
          .replaceAll('$1', `${tenants}`)
          .replaceAll('$2', `${tiers}`)
          .replaceAll('$3', '$1'),
        [NOW],
      );
      texts.length = 0;
      expect(await pass()).toBe(2 * tenants * tiers);
      return [...texts];
    };
    const one = await insert(1, 1);
    expect(await insert(10, 5)).toEqual(one);
    const { rows } = await instance.parts.database.query(
      `SELECT tenant_id AS tenant, array_agg(stream_offset::int ORDER BY stream_offset) AS offsets, array_agg(tier ORDER BY stream_offset) AS tiers,
        bool_and(event ->> 'tenantId' = tenant_id) AS own
      FROM governance.event_log WHERE tenant_id LIKE 'of-10-%' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual(
      Array.from({ length: 10 }, (_, number) => ({
        tenant: `of-10-${number}`,
        offsets: Array.from({ length: 10 }, (_, index) => index + 1),
        tiers: TIERS.flatMap((tier) => [tier, tier]),
        own: true,
      })),
    );
  });

  test('wait for the pause after failures, which is never longer than the threshold that the tenant gives the tier', async () => {
    for (const tenant of ['strict', 'usual']) {
      for (const hours of ['5', '7', '25']) {
        await instance.parts.database.query(
          `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version, dataset_schema,
            dataset_table, definition, created_at, updated_at, failed_at, failure_code, failure_message, failing_since, failure_count, failure_reported_at)
          SELECT 'lin_' || $1 || $2, $1, 'LINEAGE', 'failed' || $2, 'u', 'n', 'tier3', 'ACTIVE', 1, 's', 't', '{}', at, at,
            failed, 'TABLE_NOT_FOUND', 'gone', at, 40, failed
          FROM (SELECT $3::timestamptz - interval '1 year' AS at, $3::timestamptz - $2::int * interval '1 hour' AS failed) AS time`,
          [tenant, hours, NOW],
        );
      }
    }
    await pass();
    const { rows } = await instance.parts.database.query(
      `SELECT tenant_id AS tenant, canonical_key AS key FROM governance.event_log WHERE canonical_key LIKE 'failed%' ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { tenant: 'strict', key: 'failed25' },
      { tenant: 'strict', key: 'failed7' },
      { tenant: 'usual', key: 'failed25' },
    ]);
  });
});
