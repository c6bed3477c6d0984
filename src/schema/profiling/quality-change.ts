import type { Profile, ProfileSummary } from '../../domain/profiling/profile.ts';
import { type QualityChange, qualityChange, RULE_CHANGES } from '../../domain/profiling/quality-change.ts';
import { AppError } from '../../errors.ts';
import { QUALITY_DIMENSIONS } from '../../events/schemas/vocabulary.ts';
import { DataQualityDegradedEvent } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { enumOf, QualityDimensionEnum, SeverityEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { ProfileRef } from '../kit/refs.ts';
import { USUAL_COLUMNS, USUAL_RULES, wholeProfile } from './profile.ts';

const RuleChangeKindEnum = enumOf(
  'RuleChangeKind',
  RULE_CHANGES,
  'How the result of a business rule compares with the previous one.',
  {
    NEWLY_FAILING: 'Values violate it now. Before, none did, or it was not checked.',
    STILL_FAILING: 'Values violate it, as before.',
    RECOVERED: 'Values violated it before, and none do now.',
    PASSING: 'No value violates it now, and none did before.',
    NOT_CHECKED: 'It was checked before, and is not checked now.',
  },
);

const DimensionChangeRef = builder.objectRef<QualityChange['dimensions'][number]>('DimensionChange').implement({
  description: 'One dimension of the quality score, before and now.',
  fields: (t) => ({
    dimension: t.expose('dimension', { type: QualityDimensionEnum, description: 'The dimension.' }),
    previous: t.exposeFloat('previous', { description: 'Its value before, 0 to 100.' }),
    current: t.exposeFloat('current', { description: 'Its value now, 0 to 100.' }),
    points: t.exposeFloat('points', { description: 'The gain in points; negative for a loss.' }),
  }),
});

const ColumnChangeRef = builder.objectRef<QualityChange['columns'][number]>('ColumnChange').implement({
  description:
    'One column before and now. The values are percentages of all rows, 0 to 100; 0 for a table without rows.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column.' }),
    previousNullPercent: t.float({
      nullable: true,
      description: 'Percentage of rows without a value before; null if the column was not measured.',
      resolve: ({ previous }) => previous?.nullPercent ?? null,
    }),
    currentNullPercent: t.float({
      nullable: true,
      description: 'Percentage of rows without a value now; null if the column is no longer measured.',
      resolve: ({ current }) => current?.nullPercent ?? null,
    }),
    previousDistinctPercent: t.float({
      nullable: true,
      description: 'Distinct values per hundred rows before; null if the column was not measured.',
      resolve: ({ previous }) => previous?.distinctPercent ?? null,
    }),
    currentDistinctPercent: t.float({
      nullable: true,
      description: 'Distinct values per hundred rows now; null if the column is no longer measured.',
      resolve: ({ current }) => current?.distinctPercent ?? null,
    }),
  }),
});

const RuleChangeRef = builder.objectRef<QualityChange['rules'][number]>('RuleChange').implement({
  description: 'One business rule on a column, before and now.',
  fields: (t) => ({
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the business rule.' }),
    column: t.exposeString('column', { description: 'The column.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How serious a violation is.' }),
    change: t.expose('change', {
      type: RuleChangeKindEnum,
      description: 'How the result compares with the previous one.',
    }),
    previousChecked: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Number of values checked before; null if the rule was not checked.',
      resolve: ({ previous }) => previous?.checked ?? null,
    }),
    previousFailed: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Number of values that violated it before; null if the rule was not checked.',
      resolve: ({ previous }) => previous?.failed ?? null,
    }),
    currentChecked: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Number of values checked now; null if the rule is no longer checked.',
      resolve: ({ current }) => current?.checked ?? null,
    }),
    currentFailed: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Number of values that violate it now; null if the rule is no longer checked.',
      resolve: ({ current }) => current?.failed ?? null,
    }),
  }),
});

/** With the earlier profile. */
type ChangeSince = QualityChange & { since: Profile };

const QualityChangeRef = builder.objectRef<ChangeSince>('QualityChange').implement({
  description: 'The differences between two profiles. It contains no values of rows.',
  fields: (t) => ({
    since: t.expose('since', { type: ProfileRef, description: 'The other profile, with which this one is compared.' }),
    summary: t.exposeString('summary', {
      description:
        'A summary in one sentence. It says so if the other profile is the reference: the best one since the last drop.',
    }),
    scorePoints: t.exposeFloat('scorePoints', {
      description: 'The change of the score in points; negative for a loss.',
    }),
    previousRowCount: t.expose('previousRowCount', { type: 'SafeInt', description: 'Number of rows before.' }),
    currentRowCount: t.expose('currentRowCount', { type: 'SafeInt', description: 'Number of rows now.' }),
    dimensions: t.expose('dimensions', {
      type: [DimensionChangeRef],
      extensions: listSize(QUALITY_DIMENSIONS.length),
      description: 'The three dimensions of the score.',
    }),
    columns: t.expose('columns', {
      type: [ColumnChangeRef],
      extensions: listSize(USUAL_COLUMNS),
      description: 'Each column of either profile; those that lost the most values come first.',
    }),
    rules: t.expose('rules', {
      type: [RuleChangeRef],
      extensions: listSize(USUAL_RULES),
      description: 'Each business rule of either profile; those that started to fail come first.',
    }),
  }),
});

/**
 * The profile to compare with, unless another one is requested: from which the score has dropped, else the previous one, if
 * it measured the same table.
 */
async function previousOf(
  profile: ProfileSummary,
  profileId: string | null | undefined,
  { loaders }: SchemaContext,
): Promise<Profile | null> {
  if (profileId == null) {
    if (profile.droppedFromId !== null) return (await loaders.profile.load(profile.droppedFromId)) ?? null;
    const previous = await loaders.profileByNumber.load({ ...profile, number: profile.number - 1 });
    return previous && isOfSameBinding(previous, profile) ? previous : null;
  }
  const other = await loaders.profile.load(profileId);
  if (other?.entityId === profile.entityId) return other;
  throw new AppError('BAD_USER_INPUT', 'profileId does not name another profile of the same entity.');
}

/** What older versions have not recorded is taken for the same. */
function isOfSameBinding(one: ProfileSummary, other: ProfileSummary): boolean {
  return one.bindingKey === null || other.bindingKey === null || one.bindingKey === other.bindingKey;
}

function changeOf(since: Profile, current: Profile): ChangeSince {
  const isReference = since.id === current.droppedFromId && since.number < current.number - 1;
  return { ...qualityChange(since, current, { isReference }), since };
}

builder.objectField(ProfileRef, 'changeSince', (t) =>
  t.field({
    type: QualityChangeRef,
    nullable: true,
    description:
      'The differences from another profile of the entity; null if there was no earlier profile, or if it measured another table.',
    args: {
      profileId: t.arg.id({
        description:
          'Id of the other profile. Default: the one from which the score has dropped, which data.quality.degraded names; else the previous one.',
      }),
    },
    async resolve(profile, { profileId }, context) {
      const previous = await previousOf(profile, profileId, context);
      return previous && changeOf(previous, await wholeProfile(profile, context));
    },
  }),
);

builder.objectField(DataQualityDegradedEvent, 'explanation', (t) =>
  t.field({
    type: QualityChangeRef,
    nullable: true,
    description: 'Why the quality degraded, from a comparison of the two profiles; null if they are no longer kept.',
    async resolve({ event: { payload } }, _, { loaders }) {
      const [previous, current] = await Promise.all([
        loaders.profile.load(payload.previousProfileId),
        loaders.profile.load(payload.profileId),
      ]);
      return previous && current ? changeOf(previous, current) : null;
    },
  }),
);
