import { summarizeTiers, type TierSummary } from '../../../domain/entities/tier-summary.ts';
import { PROFILE_STATES, type ProfileState } from '../../../domain/profiling/profile-state.ts';
import { QUALITY_GRADES, type QualityGrade, TIERS } from '../../../events/schemas/vocabulary.ts';
import { drizzleOn } from '../../../store/database/drizzle.ts';
import { countAlikeEntities } from '../../../store/entities/entity-summary.ts';
import { builder } from '../../kit/builder.ts';
import { ProfileStateEnum, QualityGradeEnum, TierEnum } from '../../kit/enums.ts';
import { countsFor, listSize, READS_ALL } from '../../kit/lists/list-size.ts';
import { EntityFilterInput, toEntityQuery } from './entity-filter.ts';

const ProfileStateCount = builder.objectRef<{ state: ProfileState; count: number }>('ProfileStateCount').implement({
  description: 'How many entities are in a state.',
  fields: (t) => ({
    state: t.expose('state', { type: ProfileStateEnum, description: 'The state.' }),
    count: t.exposeInt('count', { description: 'Number of entities; 0 or more.' }),
  }),
});

const GradeCount = builder.objectRef<{ grade: QualityGrade; count: number }>('GradeCount').implement({
  description: 'How many entities have a grade.',
  fields: (t) => ({
    grade: t.expose('grade', { type: QualityGradeEnum, description: 'The grade of the latest profile.' }),
    count: t.exposeInt('count', { description: 'Number of entities; 0 or more.' }),
  }),
});

const TierSummaryRef = builder.objectRef<TierSummary>('TierSummary').implement({
  description: 'How the entities of a tier stand. Only active entities that are bound to a dataset count.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    entityCount: t.exposeInt('entityCount', { description: 'Number of entities.' }),
    states: t.expose('states', {
      type: [ProfileStateCount],
      extensions: listSize(PROFILE_STATES.length),
      description: 'All states in their order, also those of no entity. The counts add up to `entityCount`.',
    }),
    compliant: t.exposeInt('compliant', {
      description:
        'Number of entities whose latest profile is younger than the threshold of the tier, also while another profile runs or fails.',
    }),
    compliantPercent: t.exposeFloat('compliantPercent', {
      nullable: true,
      description: 'Share of compliant entities, 0 to 100 with one decimal; null if there are no entities.',
    }),
    meanQualityScore: t.exposeFloat('meanQualityScore', {
      nullable: true,
      description: 'Mean score of the latest profiles, 0 to 100 with one decimal; null if there are none.',
    }),
    grades: t.expose('grades', {
      type: [GradeCount],
      extensions: listSize(QUALITY_GRADES.length),
      description: 'All grades from the best, also those of no profile. Entities without a profile are not counted.',
    }),
  }),
});

builder.queryField('tierSummary', (t) =>
  t.field({
    type: [TierSummaryRef],
    extensions: { ...listSize(TIERS.length), ...countsFor(READS_ALL) },
    description:
      'How the tiers stand, the most important first: each tier of the filter, or all, also those without entities. It reads all entities that match, and counts for 2,000 fields.',
    args: { filter: t.arg({ type: EntityFilterInput, description: 'Default: all entities.' }) },
    async resolve(_, { filter }, context) {
      const { database, viewer, policy, clock } = context;
      const query = await toEntityQuery(filter, context);
      const moment = query.profileStates ?? { policy: await policy.thresholds(), now: clock() };
      const alike = await countAlikeEntities(drizzleOn(database), viewer.tenantId, query, moment);
      return summarizeTiers(query.tiers ?? TIERS, alike);
    },
  }),
);
