import type { Entity } from '../../domain/entities/entity.ts';
import {
  type QualityTrendPoint,
  type TrendBucket,
  type TrendSpan,
  trendSpan,
} from '../../domain/profiling/quality-trend.ts';
import { AppError } from '../../errors.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { tierTrends } from '../../store/profiling/quality-trends.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, TierEnum, TrendBucketEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { reads } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';

const MAX_BUCKETS = 400;
const USUAL_BUCKETS = 100;
const EARLIEST = new Date('1970-01-01T00:00:00.000Z');

const QualityTrendPointRef = builder.objectRef<QualityTrendPoint>('QualityTrendPoint').implement({
  description: 'The quality in one time bucket, and at its end.',
  fields: (t) => ({
    start: t.expose('start', { type: 'DateTime', description: 'Start of the bucket.' }),
    profileCount: t.exposeInt('profileCount', { description: 'Number of profiles made in the bucket.' }),
    meanScore: t.exposeFloat('meanScore', {
      nullable: true,
      description: 'Mean score of the profiles made in the bucket; null if there are none.',
    }),
    minScore: t.exposeFloat('minScore', {
      nullable: true,
      description: 'Lowest score of the profiles made in the bucket; null if there are none.',
    }),
    lastScore: t.exposeFloat('lastScore', {
      nullable: true,
      description:
        'The score known at the end of the bucket, carried forward if the bucket has no profile; for a tier, the mean over its entities. Null if none is known yet.',
    }),
    entityCount: t.exposeInt('entityCount', {
      description: 'Number of entities whose score is known at the end of the bucket.',
    }),
  }),
});

interface TierTrend {
  tier: Tier;
  points: readonly QualityTrendPoint[];
}

const TierQualityTrendRef = builder.objectRef<TierTrend>('TierQualityTrend').implement({
  description: 'The quality of a tier over time.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    points: t.expose('points', {
      type: [QualityTrendPointRef],
      extensions: listSize(USUAL_BUCKETS),
      description: 'One point for each bucket, without gaps, oldest first.',
    }),
  }),
});

const spanArgs = builder.args((t) => ({
  from: t.field({ type: 'DateTime', required: true, description: 'The first bucket contains this time.' }),
  to: t.field({
    type: 'DateTime',
    required: true,
    description: `The last bucket contains the instant before this time. At most ${MAX_BUCKETS} buckets.`,
  }),
  bucket: t.field({
    type: TrendBucketEnum,
    required: true,
    defaultValue: 'DAY',
    description: 'The length of a bucket.',
  }),
}));

/** @throws AppError BAD_USER_INPUT */
function spanOf({ from, to, bucket }: { from: Date; to: Date; bucket: TrendBucket }): TrendSpan {
  if (from < EARLIEST) throw new AppError('BAD_USER_INPUT', `from must not be before ${EARLIEST.toISOString()}.`);
  if (from >= to) throw new AppError('BAD_USER_INPUT', 'from must be before to.');
  const span = trendSpan(bucket, from, to);
  if (span.bucketCount > MAX_BUCKETS) {
    throw new AppError(
      'BAD_USER_INPUT',
      `A trend has at most ${MAX_BUCKETS} buckets; this one would have ${span.bucketCount}.`,
    );
  }
  return span;
}

builder.interfaceField(GovernedEntityRef, 'qualityTrend', (t) =>
  t.field({
    type: [QualityTrendPointRef],
    extensions: { ...listSize(USUAL_BUCKETS), ...reads<Entity>('id') },
    args: spanArgs,
    description: 'Its quality over time: one point for each bucket, without gaps, oldest first.',
    resolve: ({ id }, args, { loaders }) => loaders.qualityTrend.load({ entityId: id, span: spanOf(args) }),
  }),
);

const QualityTrendFilterInput = builder.inputType('QualityTrendFilter', {
  description:
    'Filters the entities that count. All conditions must match; a condition that is left out matches every entity.',
  fields: (t) => ({
    tiers: t.field({ type: [TierEnum], description: 'In these tiers.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'Of these types.' }),
  }),
});

builder.queryField('qualityTrends', (t) =>
  t.field({
    type: [TierQualityTrendRef],
    extensions: listSize(TIERS.length),
    description:
      'Quality over time by tier, of the entities that are active and in the tier now. Returns one trend for each requested tier.',
    args: {
      filter: t.arg({ type: QualityTrendFilterInput, description: 'Default: all active entities.' }),
      ...spanArgs,
    },
    async resolve(_, { filter, ...args }, { database, viewer }): Promise<TierTrend[]> {
      const wanted = filterList(filter?.tiers);
      const tiers = wanted ? TIERS.filter((tier) => wanted.includes(tier)) : TIERS;
      const entityTypes = filterList(filter?.entityTypes);
      const trends = await tierTrends(drizzleOn(database), viewer.tenantId, { tiers, entityTypes }, spanOf(args));
      return tiers.map((tier) => ({ tier, points: trends.get(tier) ?? [] }));
    },
  }),
);
