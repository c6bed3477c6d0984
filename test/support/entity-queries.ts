import fc from 'fast-check';

import { ENTITY_STATUSES } from '../../src/domain/entities/entity.ts';
import { PROFILE_STATES } from '../../src/domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY } from '../../src/domain/profiling/profiling-policy.ts';
import { ENTITY_TYPES, QUALITY_GRADES, TIERS } from '../../src/events/schemas/vocabulary.ts';
import type { EntityQuery } from '../../src/store/entities/entity-condition.ts';
import { NOW } from './entities.ts';

const some = <T>(...items: T[]) => fc.option(fc.subarray(items), { nil: undefined, freq: 3 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

/** Filters of which many match some of what `fillEntities` makes. */
export const entityQueries: fc.Arbitrary<EntityQuery> = fc.record({
  entityTypes: some(...ENTITY_TYPES),
  tiers: some(...TIERS),
  statuses: some(...ENTITY_STATUSES),
  maxQualityScore: maybe(fc.constantFrom(0, 59.9, 60, 90, 100)),
  search: maybe(
    fc.constantFrom(
      ...['', ' ', 'order', 'ORD', 'rde', 'r', 'o', 'Or', 'ß', 'k or', 'order c', 'straße', 'key00', 'der kun', '100%'],
      ...['_', 'Carla', 'x1 net', '1', '10'],
    ),
  ),
  owners: maybe(
    fc.record({ ids: fc.subarray(['anna', 'bert', 'Carla', 'carla', 'nobody']), ignoreCase: fc.boolean() }),
  ),
  tags: some('pii', 'gold', 'none'),
  standardPackIds: some('ifrs', 'gdpr', 'none'),
  grades: some(...QUALITY_GRADES),
  profileStates: maybe(
    fc.record({
      states: fc.subarray([...PROFILE_STATES]),
      now: fc
        .integer({ min: 0, max: 200 * 24 })
        .map((hours) => new Date(NOW.getTime() + (hours - 100 * 24) * 3_600_000)),
      policy: fc.constant(DEFAULT_PROFILING_POLICY),
    }),
  ),
  followed: maybe(fc.record({ actorId: fc.constantFrom('anna', 'bert'), wanted: fc.boolean() })),
  hasPendingApproval: maybe(fc.boolean()),
  dataset: maybe(fc.record({ schema: fc.constantFrom('sales', 'crm'), table: maybe(fc.constantFrom('a', 'b')) })),
});
