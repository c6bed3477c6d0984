import { SEVERITIES, type Severity } from '../../domain/entities/entity-definition.ts';
import type { ExclusionWindow, TierMonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import { MAX_EXCLUSION_WINDOWS, type PolicyContent } from '../../domain/monitoring/policy-change.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import { SeverityEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';

export const TIER_POLICY_MEANINGS = {
  staleAfterHours: 'Age of the last profile, in hours, from which a new one is due',
  cooldownHours: 'Age of the last profile, in hours, above which any refresh leads to a new one',
  rowsChangedPercent:
    'Share of affected rows in the last row count, in percent, above which a refresh leads to a new profile whatever the age of the last one',
  scoreDropPercent:
    'Fall of the quality score, in percent of the score that it is compared with, above which it is reported as a drop',
  volumeLowPercent: 'Row count, in percent of the median of the last profiles, below which it is a condition',
  volumeHighPercent: 'Row count, in percent of the median of the last profiles, above which it is a condition',
  freshnessFactor: 'How many of its usual intervals a dataset may go without a refresh',
  watchSchema: 'Whether it is a condition that columns came, went or changed their type',
  minPassPercent:
    'Share of the checked values, in percent, that must pass a business rule of the severity, unless the rule itself says otherwise',
} as const;

const MinPassRef = builder.objectRef<{ severity: Severity; percent: number | null }>('MinPassPercent').implement({
  description: 'How many values must pass the business rules of a severity.',
  fields: (t) => ({
    severity: t.expose('severity', { type: SeverityEnum, description: 'The severity of the rules.' }),
    percent: t.exposeFloat('percent', {
      nullable: true,
      description: `${TIER_POLICY_MEANINGS.minPassPercent}; 0 to 100. Null: any share will do.`,
    }),
  }),
});

type TierPolicy = TierMonitoringPolicy & { tier: Tier };

const TierPolicyRef = builder.objectRef<TierPolicy>('TierMonitoringPolicy').implement({
  description: 'What is watched of the entities of a tier, and within which bounds.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    staleAfterHours: t.exposeFloat('staleAfterHours', { description: `${TIER_POLICY_MEANINGS.staleAfterHours}.` }),
    cooldownHours: t.exposeFloat('cooldownHours', { description: `${TIER_POLICY_MEANINGS.cooldownHours}.` }),
    rowsChangedPercent: t.exposeFloat('rowsChangedPercent', {
      description: `${TIER_POLICY_MEANINGS.rowsChangedPercent}.`,
    }),
    scoreDropPercent: t.exposeFloat('scoreDropPercent', { description: `${TIER_POLICY_MEANINGS.scoreDropPercent}.` }),
    volumeLowPercent: t.exposeFloat('volumeLowPercent', {
      nullable: true,
      description: `${TIER_POLICY_MEANINGS.volumeLowPercent}. Null: not watched.`,
    }),
    volumeHighPercent: t.exposeFloat('volumeHighPercent', {
      nullable: true,
      description: `${TIER_POLICY_MEANINGS.volumeHighPercent}. Null: not watched.`,
    }),
    freshnessFactor: t.exposeFloat('freshnessFactor', {
      nullable: true,
      description: `${TIER_POLICY_MEANINGS.freshnessFactor}. Null: not watched.`,
    }),
    watchSchema: t.exposeBoolean('watchSchema', { description: `${TIER_POLICY_MEANINGS.watchSchema}.` }),
    minPassPercent: t.field({
      type: [MinPassRef],
      extensions: listSize(SEVERITIES.length),
      description: 'How many values must pass the business rules, for each severity.',
      resolve: ({ minPassPercent }) => SEVERITIES.map((severity) => ({ severity, percent: minPassPercent[severity] })),
    }),
  }),
});

const ExclusionWindowRef = builder.objectRef<ExclusionWindow>('ExclusionWindow').implement({
  description: 'A time, each week, in which no incidents are opened, because a known load runs.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for.' }),
    days: t.field({
      type: ['Int'],
      description: 'The days on which it begins: 1 (Monday) to 7, in order.',
      resolve: ({ days }) => [...days],
    }),
    from: t.exposeString('from', {
      description: 'When it begins on these days: a time such as 23:30, in the time zone of the policy.',
    }),
    minutes: t.exposeInt('minutes', { description: 'How many minutes it lasts, also beyond midnight.' }),
    tiers: t.field({
      type: [TierEnum],
      nullable: true,
      description: 'The tiers that it concerns; null: all.',
      resolve: ({ tiers }) => (tiers ? [...tiers] : null),
    }),
  }),
});

/** The fields of a policy, in force or proposed. */
export function contentFields<T>(t: FieldBuilder<T>, contentOf: (parent: T) => PolicyContent) {
  return {
    tiers: t.field({
      type: [TierPolicyRef],
      extensions: listSize(TIERS.length),
      description: 'What is watched, for each tier, the most important first.',
      resolve: (parent) => tierPoliciesOf(contentOf(parent)),
    }),
    timeZone: t.string({
      description: 'The time zone of the exclusion windows: a name such as Europe/Berlin.',
      resolve: (parent) => contentOf(parent).timeZone,
    }),
    exclusionWindows: t.field({
      type: [ExclusionWindowRef],
      extensions: listSize(USUAL_WINDOWS),
      description: `The times in which no incidents are opened; at most ${MAX_EXCLUSION_WINDOWS}.`,
      resolve: (parent) => [...contentOf(parent).exclusionWindows],
    }),
  };
}

const USUAL_WINDOWS = 10;

function tierPoliciesOf({ tiers }: PolicyContent): TierPolicy[] {
  return TIERS.map((tier) => ({ tier, ...tiers[tier] }));
}
