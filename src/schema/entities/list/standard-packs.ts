import type { StandardPack } from '../../../domain/entities/standard-pack.ts';
import { roundHalfUp } from '../../../domain/profiling/figures.ts';
import { drizzleOn } from '../../../store/database/drizzle.ts';
import { summarizePacks } from '../../../store/entities/entity-summary.ts';
import { builder } from '../../kit/builder.ts';
import { countsFor, listSize, READS_ALL } from '../../kit/lists/list-size.ts';
import { EntityFilterInput, toEntityQuery } from './entity-filter.ts';

/** Most packs of one answer. */
const MAX_PACKS = 100;
const USUAL_PACKS = 20;

const StandardPackRef = builder.objectRef<StandardPack>('StandardPack').implement({
  description:
    'A standard pack, and how the entities that it governs stand. Only active entities that are bound to a dataset are compliant or not, and have a score here.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Its id, as entities have it in `standardPackId`.' }),
    entityCount: t.exposeInt('entityCount', { description: 'Number of entities that match; at least 1.' }),
    measuredCount: t.exposeInt('measuredCount', {
      description: 'Number of those that are active and bound to a dataset.',
    }),
    compliant: t.exposeInt('compliant', {
      description: 'Number of those whose latest profile is younger than the threshold of their tier.',
    }),
    compliantPercent: t.float({
      nullable: true,
      description:
        'Share of the measured ones that are compliant, 0 to 100 with one decimal; null if none is measured.',
      resolve: ({ measuredCount, compliant }) =>
        measuredCount === 0 ? null : roundHalfUp((100 * compliant) / measuredCount),
    }),
    meanQualityScore: t.float({
      nullable: true,
      description: 'Mean score of the latest profiles, 0 to 100 with one decimal; null if there are none.',
      resolve: ({ meanScore }) => (meanScore === null ? null : roundHalfUp(meanScore)),
    }),
  }),
});

builder.queryField('standardPacks', (t) =>
  t.field({
    type: [StandardPackRef],
    extensions: { ...listSize(USUAL_PACKS), ...countsFor(READS_ALL) },
    description: `The standard packs that govern entities, those of most entities first, at most ${MAX_PACKS}. It reads all entities of packs that match, and counts for 2,000 fields.`,
    args: { filter: t.arg({ type: EntityFilterInput, description: 'Default: all entities that are not deprecated.' }) },
    async resolve(_, { filter }, context) {
      const { database, viewer, policy, clock } = context;
      const query = await toEntityQuery(filter, context);
      const moment = query.profileStates ?? { policy: await policy.thresholds(), now: clock() };
      return summarizePacks(drizzleOn(database), viewer.tenantId, query, { moment, limit: MAX_PACKS });
    },
  }),
);
