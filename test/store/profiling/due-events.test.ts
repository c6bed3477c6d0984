import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DEFAULT_PROFILING_POLICY, dueBefore, duePriority } from '../../../src/domain/profiling/profiling-policy.ts';
import { DAY_MS } from '../../../src/domain/time-units.ts';
import { eventSchema } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { type EntityType, entityTypeSchema, type Tier, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { reportDueProfiles } from '../../../src/scheduler/due-profiles.ts';
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

describe.each(STORES)('the due events of a pass, which %s makes itself', (_, openStore) => {
  let instance: TestInstance;
  const pass = () => reportDueProfiles({ ...instance.parts, logger, clock: () => NOW });

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
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
    expect(await pass()).toBe(0);
  });
});
