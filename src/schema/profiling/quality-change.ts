import type { Profile, ProfileSummary } from '../../domain/profiling/profile.ts';
import { type QualityChange, qualityChange, RULE_CHANGES } from '../../domain/profiling/quality-change.ts';
import { AppError } from '../../errors.ts';
import { QUALITY_DIMENSIONS } from '../../events/schemas/vocabulary.ts';
import { DataQualityDegradedEvent } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { enumOf, QualityDimensionEnum, SeverityEnum } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { ProfileRef } from '../kit/refs.ts';
import { USUAL_COLUMNS, USUAL_RULES, wholeProfile } from './profile.ts';

const RuleChangeKindEnum = enumOf('RuleChangeKind', RULE_CHANGES, 'How a business rule fares, compared with before.', {
  NEWLY_FAILING: 'Values break it now; none did before, or it was not checked.',
  STILL_FAILING: 'Values break it, as before.',
  RECOVERED: 'Values broke it before, and none do now.',
  PASSING: 'No value breaks it.',
  NOT_CHECKED: 'It was checked before, and is not any more.',
});

const DimensionChangeRef = builder.objectRef<QualityChange['dimensions'][number]>('DimensionChange').implement({
  description: 'A part of the quality score, before and now.',
  fields: (t) => ({
    dimension: t.expose('dimension', { type: QualityDimensionEnum, description: 'Which part.' }),
    previous: t.exposeFloat('previous', { description: 'Before, 0..100.' }),
    current: t.exposeFloat('current', { description: 'Now, 0..100.' }),
    points: t.exposeFloat('points', { description: 'What it gained; negative where it lost.' }),
  }),
});

const ColumnChangeRef = builder.objectRef<QualityChange['columns'][number]>('ColumnChange').implement({
  description: 'A column before and now. The shares are those of all rows, 0..100; 0 in a table without rows.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column.' }),
    previousNullPercent: t.float({
      nullable: true,
      description: 'Share of rows that had no value; null: the column was not measured.',
      resolve: ({ previous }) => previous?.nullPercent ?? null,
    }),
    currentNullPercent: t.float({
      nullable: true,
      description: 'Share of rows that have no value; null: the column is not measured any more.',
      resolve: ({ current }) => current?.nullPercent ?? null,
    }),
    previousDistinctPercent: t.float({
      nullable: true,
      description: 'Different values per hundred rows before; null: the column was not measured.',
      resolve: ({ previous }) => previous?.distinctPercent ?? null,
    }),
    currentDistinctPercent: t.float({
      nullable: true,
      description: 'Different values per hundred rows now; null: the column is not measured any more.',
      resolve: ({ current }) => current?.distinctPercent ?? null,
    }),
  }),
});

const RuleChangeRef = builder.objectRef<QualityChange['rules'][number]>('RuleChange').implement({
  description: 'A business rule on a column, before and now.',
  fields: (t) => ({
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the business rule.' }),
    column: t.exposeString('column', { description: 'The column.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How bad it is when the rule is broken.' }),
    change: t.expose('change', { type: RuleChangeKindEnum, description: 'How it fares, compared with before.' }),
    previousChecked: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Values that were checked before; null: it was not checked.',
      resolve: ({ previous }) => previous?.checked ?? null,
    }),
    previousFailed: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Values that broke it before; null: it was not checked.',
      resolve: ({ previous }) => previous?.failed ?? null,
    }),
    currentChecked: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Values that were checked now; null: it is not checked any more.',
      resolve: ({ current }) => current?.checked ?? null,
    }),
    currentFailed: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Values that break it now; null: it is not checked any more.',
      resolve: ({ current }) => current?.failed ?? null,
    }),
  }),
});

const QualityChangeRef = builder.objectRef<QualityChange>('QualityChange').implement({
  description: 'What became better or worse from one profile to another. It holds no row’s value.',
  fields: (t) => ({
    summary: t.exposeString('summary', { description: 'All of it in one sentence.' }),
    scorePoints: t.exposeFloat('scorePoints', { description: 'What the score gained; negative where it lost.' }),
    previousRowCount: t.expose('previousRowCount', { type: 'SafeInt', description: 'Rows that were there before.' }),
    currentRowCount: t.expose('currentRowCount', { type: 'SafeInt', description: 'Rows that are there now.' }),
    dimensions: t.expose('dimensions', {
      type: [DimensionChangeRef],
      extensions: listSize(QUALITY_DIMENSIONS.length),
      description: 'The three parts of the score.',
    }),
    columns: t.expose('columns', {
      type: [ColumnChangeRef],
      extensions: listSize(USUAL_COLUMNS),
      description: 'Each column of either profile; those that lost most values first.',
    }),
    rules: t.expose('rules', {
      type: [RuleChangeRef],
      extensions: listSize(USUAL_RULES),
      description: 'Each business rule of either profile; those that fail now and did not before first.',
    }),
  }),
});

/** The profile that another one is compared with: the one before it, unless a certain one is asked for. */
async function previousOf(
  profile: ProfileSummary,
  profileId: string | null | undefined,
  { loaders }: SchemaContext,
): Promise<Profile | null> {
  if (profileId == null)
    return (await loaders.profileByNumber.load({ ...profile, number: profile.number - 1 })) ?? null;
  const other = await loaders.profile.load(profileId);
  if (other?.entityId === profile.entityId) return other;
  throw new AppError('BAD_USER_INPUT', 'profileId is no profile of the same entity.');
}

builder.objectField(ProfileRef, 'changeSince', (t) =>
  t.field({
    type: QualityChangeRef,
    nullable: true,
    description: 'What became better or worse since another profile of the entity; null: there was none before it.',
    args: { profileId: t.arg.id({ description: 'Id of the other profile; left out: the one before this one.' }) },
    async resolve(profile, { profileId }, context) {
      const previous = await previousOf(profile, profileId, context);
      return previous && qualityChange(previous, await wholeProfile(profile, context));
    },
  }),
);

builder.objectField(DataQualityDegradedEvent, 'explanation', (t) =>
  t.field({
    type: QualityChangeRef,
    nullable: true,
    description: 'Why the quality degraded, from the two profiles; null: they are not kept any more.',
    async resolve({ event: { payload } }, _, { loaders }) {
      const [previous, current] = await Promise.all([
        loaders.profile.load(payload.previousProfileId),
        loaders.profile.load(payload.profileId),
      ]);
      return previous && current ? qualityChange(previous, current) : null;
    },
  }),
);
