import { beforeAll, describe, expect, test } from 'vitest';

import { type Entity, ENTITY_STATUSES } from '../../../src/domain/entities/entity.ts';
import { summarizeTiers } from '../../../src/domain/entities/tier-summary.ts';
import { gradeOf } from '../../../src/domain/profiling/figures.ts';
import { profileStateOf } from '../../../src/domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY, dueBefore } from '../../../src/domain/profiling/profiling-policy.ts';
import { TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import type { EntityQuery } from '../../../src/store/entities/entity-condition.ts';
import {
  countFacet,
  ENTITY_FACETS,
  type EntityFacet,
  MAX_FACET_VALUES,
} from '../../../src/store/entities/entity-facets.ts';
import { countAlikeEntities, summarizePacks } from '../../../src/store/entities/entity-summary.ts';
import { type EntityFacts, fillEntities, NOW, TENANT } from '../../support/entities.ts';
import { STORES } from '../../support/store/stores.ts';

const moment = { policy: DEFAULT_PROFILING_POLICY, now: NOW };
const QUERIES: [string, EntityQuery, (facts: EntityFacts) => boolean][] = [
  ['all in use', {}, isInUse],
  ['all', { statuses: ENTITY_STATUSES }, () => true],
  [
    'of two tiers',
    { tiers: ['tier1', 'tier3'] },
    (one) => isInUse(one) && ['tier1', 'tier3'].includes(one.entity.tier),
  ],
  [
    'of an owner',
    { owners: { ids: ['anna'], ignoreCase: false } },
    (one) => isInUse(one) && one.entity.owner === 'anna',
  ],
  ['with a tag', { tags: ['pii'] }, (one) => isInUse(one) && one.tags.includes('pii')],
  ['of a pack', { standardPackIds: ['ifrs'] }, (one) => isInUse(one) && one.entity.standardPackId === 'ifrs'],
  ['none', { search: 'nothing is called so' }, () => false],
];

function isInUse({ entity }: EntityFacts): boolean {
  return entity.status !== 'DEPRECATED';
}

describe.each(STORES)('counts of entities on %s', (_, openStore) => {
  let database: Database;
  let facts: EntityFacts[];
  beforeAll(async () => {
    database = await openStore();
    facts = await fillEntities(database, 150, 11);
  }, 120_000);

  test.each(QUERIES)('the summary of tiers: %s', async (_name, query, matches) => {
    const expected = facts
      .filter((one) => matches(one) && one.entity.status === 'ACTIVE' && one.entity.dataset !== null)
      .map(({ entity }) => ({
        tier: entity.tier,
        state: profileStateOf(entity, moment.policy, NOW),
        grade: entity.lastQualityScore === null ? null : gradeOf(entity.lastQualityScore),
        isCompliant:
          entity.lastProfiledAt !== null && entity.lastProfiledAt > dueBefore(moment.policy, entity.tier, NOW),
        count: 1,
        scoreSum: entity.lastQualityScore ?? 0,
      }));
    const counted = await countAlikeEntities(drizzleOn(database), TENANT, query, moment);
    expect(summarizeTiers(TIERS, counted)).toEqual(summarizeTiers(TIERS, expected));
    expect(counted.length === 0).toBe(expected.length === 0);
  });

  test.each(QUERIES)('the standard packs: %s', async (_name, query, matches) => {
    const governed = facts.filter((one) => matches(one) && one.entity.standardPackId !== null);
    const expected = [...new Set(governed.map(({ entity }) => entity.standardPackId))].map((id) => {
      const own = governed.map(({ entity }) => entity).filter(({ standardPackId }) => standardPackId === id);
      const measured = own.filter(({ status, dataset }) => status === 'ACTIVE' && dataset !== null);
      const isFresh = ({ tier, lastProfiledAt }: Entity) =>
        lastProfiledAt !== null && lastProfiledAt > dueBefore(moment.policy, tier, NOW);
      const scores = measured.flatMap(({ lastQualityScore }) => lastQualityScore ?? []);
      return {
        id,
        entityCount: own.length,
        measuredCount: measured.length,
        compliant: measured.filter(isFresh).length,
        meanScore: scores.length === 0 ? null : expect.closeTo(scores.reduce((sum, one) => sum + one) / scores.length),
      };
    });
    const packs = await summarizePacks(drizzleOn(database), TENANT, query, { moment, limit: 10 });
    expect(packs.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(
      expected.toSorted((one, other) => (String(one.id) < String(other.id) ? -1 : 1)),
    );
    expect(packs.map(({ entityCount }) => entityCount)).toEqual(
      packs.map(({ entityCount }) => entityCount).toSorted((one, other) => other - one),
    );
    const first = await summarizePacks(drizzleOn(database), TENANT, query, { moment, limit: 1 });
    expect(first).toEqual(packs.slice(0, 1));
  });

  const valuesOf: Record<EntityFacet, (facts: EntityFacts) => (string | null)[]> = {
    owners: ({ entity }) => [entity.owner],
    tags: ({ tags }) => (tags.length > 0 ? tags : [null]),
    tiers: ({ entity }) => [entity.tier],
    grades: ({ entity }) => [entity.lastQualityScore === null ? null : gradeOf(entity.lastQualityScore)],
    entityTypes: ({ entity }) => [entity.entityType],
    profileStates: ({ entity }) => [profileStateOf(entity, moment.policy, NOW)],
    statuses: ({ entity }) => [entity.status],
    standardPacks: ({ entity }) => [entity.standardPackId],
  };

  describe.each(ENTITY_FACETS)('the facet %s', (facet) => {
    test.each(QUERIES)('%s', async (_name, query, matches) => {
      const values = facts.filter(matches).flatMap(valuesOf[facet]);
      const expected = [...new Set(values)].map((value) => ({
        value,
        count: values.filter((other) => other === value).length,
      }));
      const counts = await countFacet(drizzleOn(database), TENANT, query, facet, moment);
      expect(counts).toEqual(expect.arrayContaining(expected));
      expect(counts).toHaveLength(expected.length);
      const named = counts.filter(({ value }) => value !== null);
      expect(named.map(({ count }) => count)).toEqual(named.map(({ count }) => count).toSorted((a, b) => b - a));
      expect(counts.slice(0, -1).every(({ value }) => value !== null)).toBe(true);
    });
  });

  test('a facet has a bounded number of values, and those without one all the same', async () => {
    await database.query(`UPDATE governance.mdm_entity SET owner = 'owner ' || id WHERE owner IS NOT NULL`);
    const counts = await countFacet(drizzleOn(database), TENANT, { statuses: ENTITY_STATUSES }, 'owners', moment);
    expect(counts).toHaveLength(MAX_FACET_VALUES + 1);
    expect(counts.at(-1)?.value).toBeNull();
  });
});
