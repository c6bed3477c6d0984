import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import {
  type QualityTrendPoint,
  TREND_BUCKETS,
  type TrendBucket,
  trendSpan,
} from '../../../src/domain/profiling/quality-trend.ts';
import { TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { insertEntity, recordLastProfiles } from '../../../src/store/entities/write/write-entities.ts';
import { insertProfiles } from '../../../src/store/profiling/profiles.ts';
import { entityTrends, tierTrends } from '../../../src/store/profiling/quality-trends.ts';
import { entityOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';

/** A profile by what a trend asks of it. */
interface Made {
  entity: number;
  atMs: number;
  /** Score times ten: whole numbers, whose sums are exact. */
  tenths: number;
}

const DAY_MS = 86_400_000;

describe.each(STORES)('quality trends on %s', (_, openStore) => {
  let database: Database;

  beforeAll(async () => {
    database = await openStore();
    await migrate(database);
    // Buckets are of UTC, whatever the database takes for local time.
    await database.exec(`SET TIME ZONE 'Pacific/Chatham'`);
  });
  afterAll(() => database.close());
  beforeEach(() => clear());

  function clear(): Promise<void> {
    return database.exec('DELETE FROM governance.mdm_profile; DELETE FROM governance.mdm_entity');
  }

  async function insert(entities: readonly Entity[], made: readonly Made[]): Promise<void> {
    await database.transaction(async (sql) => {
      const db = drizzleOn(sql);
      for (const entity of entities) await insertEntity(db, entity);
      for (const [index, { entity: at, atMs, tenths }] of made.entries()) {
        const { id, tenantId, entityType } = entities[at] ?? entityOf('none');
        const [createdAt, qualityScore, number] = [new Date(atMs), tenths / 10, index + 1];
        const figures = { completeness: 1, uniqueness: 1, validity: 1, qualityScore, qualityGrade: 'A' as const };
        const profileId = newId('PROFILE');
        const profile = {
          ...{ ...figures, id: profileId, tenantId, entityType, entityId: id, number, createdAt },
          ...{ runId: newId('RUN'), rowCount: 1, durationSeconds: 1, columns: [], rules: [] },
          triggeredBy: { actorId: 'test', actorType: 'SYSTEM' as const },
          estimate: null,
        };
        await insertProfiles(db, [profile]);
        await recordLastProfiles(db, tenantId, [{ ...profile, profileId }]);
      }
    });
  }

  const at = (text: string) => new Date(`${text}Z`);
  const daysOf = (from: string, to: string) => trendSpan('DAY', at(from), at(to));

  test('a bucket without a profile carries the last score on, also that from before the first bucket', async () => {
    const entity = entityOf('a');
    await insert(
      [entity],
      [
        { entity: 0, atMs: +at('2026-02-01T10:00:00'), tenths: 700 },
        { entity: 0, atMs: +at('2026-03-02T00:00:00'), tenths: 905 },
        { entity: 0, atMs: +at('2026-03-02T23:59:59.999'), tenths: 800 },
        { entity: 0, atMs: +at('2026-03-05T00:00:00'), tenths: 100 },
      ],
    );
    const span = daysOf('2026-03-01T12:00:00', '2026-03-04T00:00:00.001');
    const trends = await entityTrends(drizzleOn(database), 'demo', [entity.id], span);
    const none = { profileCount: 0, meanScore: null, minScore: null, entityCount: 1 };
    expect(trends.get(entity.id)).toEqual([
      { ...none, start: at('2026-03-01T00:00:00'), lastScore: 70 },
      {
        ...{ start: at('2026-03-02T00:00:00'), profileCount: 2, meanScore: 85.3, minScore: 80 },
        ...{ entityCount: 1, lastScore: 80 },
      },
      { ...none, start: at('2026-03-03T00:00:00'), lastScore: 80 },
      { ...none, start: at('2026-03-04T00:00:00'), lastScore: 80 },
    ]);
  });

  test('what was never profiled has every bucket, and no score', async () => {
    const entity = entityOf('a');
    await insert([entity], []);
    const span = daysOf('2026-03-01T00:00:00', '2026-03-03T00:00:00');
    const trends = await entityTrends(drizzleOn(database), 'demo', [entity.id], span);
    expect(trends.get(entity.id)?.map(({ lastScore, entityCount }) => [lastScore, entityCount])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });

  test('a tier’s trend is of its active entities of this tenant, and of the types that are asked for', async () => {
    const entities = [
      entityOf('active'),
      entityOf('deprecated', { status: 'DEPRECATED' }),
      entityOf('higher', { tier: 'tier1' }),
      entityOf('strange', { tenantId: 'acme' }),
      entityOf('rule', { entityType: 'BUSINESS_RULE' }),
    ];
    const atMs = +at('2026-03-01T12:00:00');
    await insert(
      entities,
      entities.map((_, entity) => ({ entity, atMs, tenths: 100 * (entity + 1) })),
    );
    const span = daysOf('2026-03-01T00:00:00', '2026-03-02T00:00:00');
    const scoresOf = async (query: Parameters<typeof tierTrends>[2]) => {
      const trends = await tierTrends(drizzleOn(database), 'demo', query, span);
      return Object.fromEntries([...trends].map(([tier, [point]]) => [tier, point?.lastScore]));
    };
    expect(await scoresOf({ tiers: ['tier1', 'tier2', 'tier3'] })).toEqual({ tier1: 30, tier2: null, tier3: 30 });
    expect(await scoresOf({ tiers: ['tier3'], entityTypes: ['METADATA'] })).toEqual({ tier3: 10 });
  });

  test('any profiles give the figures that a calculation by hand gives', async () => {
    const originMs = +at('2026-02-20T00:00:00');
    const madeOnce = fc.record({
      entity: fc.integer({ min: 0, max: 3 }),
      atMs: fc.integer({ min: 0, max: 40 * DAY_MS }).map((ms) => originMs + ms),
      tenths: fc.integer({ min: 0, max: 1_000 }),
    });
    const spanOf = fc.record({
      bucket: fc.constantFrom(...TREND_BUCKETS),
      fromMs: fc.integer({ min: -5 * DAY_MS, max: 35 * DAY_MS }).map((ms) => originMs + ms),
      lengthMs: fc.integer({ min: 1, max: 10 * DAY_MS }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(madeOnce, { maxLength: 15 }),
        spanOf,
        async (unsorted, { bucket, fromMs, lengthMs }) => {
          await clear();
          // The number of a profile says which is the later one.
          const made = unsorted.toSorted((a, b) => a.atMs - b.atMs);
          const entities = ['a', 'b', 'c', 'd'].map((key, n) => entityOf(key, { tier: n < 3 ? 'tier2' : 'tier4' }));
          await insert(entities, made);
          const span = trendSpan(bucket, new Date(fromMs), new Date(fromMs + lengthMs));
          const starts = startsByHand(bucket, fromMs, fromMs + lengthMs);
          expect(span.bucketCount).toBe(starts.length - 1);
          const byTier = await tierTrends(drizzleOn(database), 'demo', { tiers: TIERS }, span);
          expect(byTier.get('tier2')).toEqual(
            trendByHand(
              starts,
              made.filter(({ entity }) => entity < 3),
            ),
          );
          expect(byTier.get('tier4')).toEqual(
            trendByHand(
              starts,
              made.filter(({ entity }) => entity === 3),
            ),
          );
          expect(byTier.get('tier1')).toEqual(trendByHand(starts, []));
          const ids = entities.map(({ id }) => id);
          const byEntity = await entityTrends(drizzleOn(database), 'demo', ids, span);
          for (const [n, id] of ids.entries()) {
            expect(byEntity.get(id)).toEqual(
              trendByHand(
                starts,
                made.filter(({ entity }) => entity === n),
              ),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** Starts of the buckets and the end of the last, found by going through the hours one by one. */
function startsByHand(bucket: TrendBucket, fromMs: number, toMs: number): number[] {
  const isStart = (time: Date) =>
    bucket === 'HOUR' ||
    (time.getUTCHours() === 0 &&
      (bucket === 'DAY' || (bucket === 'WEEK' ? time.getUTCDay() === 1 : time.getUTCDate() === 1)));
  const HOUR_MS = 3_600_000;
  let atMs = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  while (!isStart(new Date(atMs))) atMs -= HOUR_MS;
  const starts = [atMs];
  while (atMs < toMs) {
    do atMs += HOUR_MS;
    while (!isStart(new Date(atMs)));
    starts.push(atMs);
  }
  return starts;
}

function trendByHand(starts: readonly number[], made: readonly Made[]): QualityTrendPoint[] {
  return starts.slice(0, -1).map((startMs, index) => {
    const endMs = starts[index + 1] ?? NaN;
    const inBucket = made.filter(({ atMs }) => atMs >= startMs && atMs < endMs).map(({ tenths }) => tenths);
    const known = new Map(made.filter(({ atMs }) => atMs < endMs).map(({ entity, tenths }) => [entity, tenths]));
    return {
      start: new Date(startMs),
      profileCount: inBucket.length,
      meanScore: meanOfTenths(inBucket),
      minScore: inBucket.length === 0 ? null : Math.min(...inBucket) / 10,
      entityCount: known.size,
      lastScore: meanOfTenths([...known.values()]),
    };
  });
}

/** Rounded half up to a tenth. */
function meanOfTenths(tenths: readonly number[]): number | null {
  if (tenths.length === 0) return null;
  const sum = tenths.reduce((total, value) => total + value, 0);
  return Math.floor((2 * sum + tenths.length) / (2 * tenths.length)) / 10;
}
