import type { ProfileEstimate } from '../../domain/profiling/estimate.ts';
import type { ColumnFigures, RuleResult } from '../../domain/profiling/figures.ts';
import type { Profile, ProfileSummary } from '../../domain/profiling/profile.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityOf } from '../kit/entity-of.ts';
import { QualityGradeEnum, SeverityEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { propertiesRead, reads } from '../kit/properties-read.ts';
import { BusinessRuleRef, GovernedEntityRef, ProfileRef } from '../kit/refs.ts';

/** A wide table has about this many columns; Postgres allows 1,600. */
export const USUAL_COLUMNS = 200;
/** A table with many business rules has about this many. */
export const USUAL_RULES = 20;

const ColumnProfileRef = builder.objectRef<ColumnFigures>('ColumnProfile').implement({
  description: 'The figures of one column.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column.' }),
    dataType: t.exposeString('dataType', { description: 'Its type, as named by the database.' }),
    nullCount: t.expose('nullCount', { type: 'SafeInt', description: 'Number of rows without a value.' }),
    distinctCount: t.expose('distinctCount', { type: 'SafeInt', description: 'Number of distinct values.' }),
    min: t.exposeString('min', {
      nullable: true,
      description:
        'Least value; null if there are no values, they have no order, or they are texts, which are kept only with KEEP_TEXT_RANGE.',
    }),
    max: t.exposeString('max', {
      nullable: true,
      description:
        'Greatest value; null if there are no values, they have no order, or they are texts, which are kept only with KEEP_TEXT_RANGE.',
    }),
  }),
});

const RuleResultRef = builder.objectRef<RuleResult>('RuleResult').implement({
  description: 'The result of one business rule for the values of a column.',
  fields: (t) => ({
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the business rule.' }),
    rule: t.field({
      type: BusinessRuleRef,
      nullable: true,
      description: 'The business rule as it is now; null if it is gone.',
      resolve: async ({ entityId }, _, { loaders }, info) =>
        (await loaders.entityWith(propertiesRead(info)).load(entityId)) ?? null,
    }),
    column: t.exposeString('column', { description: 'The column.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How serious a violation is.' }),
    checked: t.expose('checked', { type: 'SafeInt', description: 'Number of values checked.' }),
    passed: t.expose('passed', { type: 'SafeInt', description: 'Number of values that passed.' }),
    skippedBecause: t.string({
      nullable: true,
      description:
        'Why the rule was skipped, for example because its column is gone; null if it was applied. A skipped rule does not affect the figures.',
      resolve: ({ skippedBecause }) => skippedBecause ?? null,
    }),
  }),
});

const ProfileEstimateRef = builder.objectRef<ProfileEstimate>('ProfileEstimate').implement({
  description:
    'How far the figures of a profile may be from those of all rows, in percentage points: in 95 of 100 such profiles they are no further.',
  fields: (t) => ({
    sampledRows: t.expose('sampledRows', { type: 'SafeInt', description: 'Number of rows that were read.' }),
    completenessError: t.exposeFloat('completenessError', { description: 'For the completeness.' }),
    uniquenessError: t.exposeFloat('uniquenessError', { description: 'For the uniqueness.' }),
    validityError: t.exposeFloat('validityError', { description: 'For the validity.' }),
    qualityScoreError: t.exposeFloat('qualityScoreError', { description: 'For the quality score.' }),
  }),
});

/** A page holds summaries: columns that nobody selects are not part of its cost, and so are not loaded. */
export async function wholeProfile(profile: Profile | ProfileSummary, { loaders }: SchemaContext): Promise<Profile> {
  if ('columns' in profile) return profile;
  const whole = await loaders.profile.load(profile.id);
  if (!whole) throw new Error(`there is no profile ${profile.id}`);
  return whole;
}

ProfileRef.implement({
  description: 'One measurement of an entity’s data.',
  interfaces: [NodeRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      extensions: reads<Profile>('entityId'),
      description: 'The entity that was measured.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    rowCount: t.expose('rowCount', { type: 'SafeInt', description: 'Number of rows.' }),
    duration: t.exposeFloat('durationSeconds', { description: 'Duration in seconds.' }),
    completeness: t.exposeFloat('completeness', {
      description: 'Percentage of values that are not missing, 0 to 100.',
    }),
    uniqueness: t.exposeFloat('uniqueness', { description: 'Distinct keys as a percentage of rows, 0 to 100.' }),
    validity: t.exposeFloat('validity', {
      description: 'Percentage of checked values that pass the business rules, 0 to 100.',
    }),
    qualityScore: t.exposeFloat('qualityScore', { description: 'Mean of the three, 0 to 100.' }),
    qualityGrade: t.expose('qualityGrade', { type: QualityGradeEnum, description: 'Grade of the score.' }),
    triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: 'Who caused the event that led to it.' }),
    estimate: t.expose('estimate', {
      type: ProfileEstimateRef,
      nullable: true,
      description:
        'How exact the figures are, if they were computed from a sample of the rows; null if all were counted. The counts of rows, values and columns are then estimates too, and the least and greatest values those of the sample.',
    }),
    columns: t.field({
      type: [ColumnProfileRef],
      extensions: { ...listSize(USUAL_COLUMNS), ...reads<Profile>('columns') },
      description: 'The figures of each measured column.',
      resolve: async (profile, _, context) => (await wholeProfile(profile, context)).columns,
    }),
    rules: t.field({
      type: [RuleResultRef],
      extensions: { ...listSize(USUAL_RULES), ...reads<Profile>('rules') },
      description: 'The result of each business rule.',
      resolve: async (profile, _, context) => (await wholeProfile(profile, context)).rules,
    }),
  }),
});

export const ProfileConnection = builder.connectionObject(
  { type: ProfileRef, name: 'ProfileConnection', description: 'A page of profiles.' },
  { name: 'ProfileEdge', description: 'A profile and its cursor.' },
);
