import type { ColumnFigures, RuleResult } from '../../domain/profiling/figures.ts';
import type { Profile, ProfileSummary } from '../../domain/profiling/profile.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityOf } from '../kit/entity-of.ts';
import { QualityGradeEnum, SeverityEnum } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { GovernedEntityRef, ProfileRef } from '../kit/refs.ts';

/** A wide table has so many columns; Postgres lets it have 1,600. */
export const USUAL_COLUMNS = 200;
/** A table with many business rules has so many. */
export const USUAL_RULES = 20;

const ColumnProfileRef = builder.objectRef<ColumnFigures>('ColumnProfile').implement({
  description: 'What a profile says of one column.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column.' }),
    dataType: t.exposeString('dataType', { description: 'Its type, as the database calls it.' }),
    nullCount: t.expose('nullCount', { type: 'SafeInt', description: 'Rows without a value.' }),
    distinctCount: t.expose('distinctCount', { type: 'SafeInt', description: 'Different values.' }),
    min: t.exposeString('min', {
      nullable: true,
      description: 'Least value; null where there is no order or no value.',
    }),
    max: t.exposeString('max', { nullable: true, description: 'Greatest value.' }),
  }),
});

const RuleResultRef = builder.objectRef<RuleResult>('RuleResult').implement({
  description: 'How the values of a column fared under one business rule.',
  fields: (t) => ({
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the business rule.' }),
    column: t.exposeString('column', { description: 'The column.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How bad it is when the rule is broken.' }),
    checked: t.expose('checked', { type: 'SafeInt', description: 'Values that were checked.' }),
    passed: t.expose('passed', { type: 'SafeInt', description: 'Values that passed.' }),
    skippedBecause: t.string({
      nullable: true,
      description: 'Why the rule could not be applied, such as a column that is gone; it counts for nothing then.',
      resolve: ({ skippedBecause }) => skippedBecause ?? null,
    }),
  }),
});

/** A page holds summaries: columns that nobody asks for are not in its cost, and so are not loaded. */
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
      description: 'What was measured.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    rowCount: t.expose('rowCount', { type: 'SafeInt', description: 'Rows that were there.' }),
    duration: t.exposeFloat('durationSeconds', { description: 'How long it took, in seconds.' }),
    completeness: t.exposeFloat('completeness', { description: 'Share of values that are there, 0..100.' }),
    uniqueness: t.exposeFloat('uniqueness', { description: 'Share of distinct keys, 0..100.' }),
    validity: t.exposeFloat('validity', {
      description: 'Share of checked values that pass the business rules, 0..100.',
    }),
    qualityScore: t.exposeFloat('qualityScore', { description: 'Mean of the three, 0..100.' }),
    qualityGrade: t.expose('qualityGrade', { type: QualityGradeEnum, description: 'Grade of the score.' }),
    triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: 'Who is behind the event that led to it.' }),
    columns: t.field({
      type: [ColumnProfileRef],
      extensions: listSize(USUAL_COLUMNS),
      description: 'Each measured column.',
      resolve: async (profile, _, context) => (await wholeProfile(profile, context)).columns,
    }),
    rules: t.field({
      type: [RuleResultRef],
      extensions: listSize(USUAL_RULES),
      description: 'Each business rule that was checked.',
      resolve: async (profile, _, context) => (await wholeProfile(profile, context)).rules,
    }),
  }),
});

export const ProfileConnection = builder.connectionObject(
  { type: ProfileRef, name: 'ProfileConnection', description: 'A page of profiles.' },
  { name: 'ProfileEdge', description: 'A profile and its place in the list.' },
);
