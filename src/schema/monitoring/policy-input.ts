import { MAX_EXCLUSION_WINDOWS, MAX_WINDOW_MINUTES, POLICY_BOUNDS } from '../../domain/monitoring/policy-change.ts';
import { builder } from '../kit/builder.ts';
import { SeverityEnum, TierEnum } from '../kit/enums.ts';
import { TIER_POLICY_MEANINGS } from './policy-content.ts';

type Figure = keyof typeof POLICY_BOUNDS;

function meaningOf(figure: Figure, afterwards = ''): string {
  const { from, to } = POLICY_BOUNDS[figure];
  return `${TIER_POLICY_MEANINGS[figure]}: ${from} to ${to.toLocaleString('en')}.${afterwards}`;
}

const MinPassPercentInput = builder.inputType('MinPassPercentInput', {
  description: 'How many values must pass the business rules of a severity.',
  fields: (t) => ({
    severity: t.field({ type: SeverityEnum, required: true, description: 'The severity of the rules.' }),
    percent: t.float({ description: meaningOf('minPassPercent', ' Null, or left out: any share will do.') }),
  }),
});

const NOT_WATCHED = ' Null: not watched.';
const TierMonitoringPolicyInput = builder.inputType('TierMonitoringPolicyInput', {
  description: 'What is to change for a tier. A field that is left out stays as it is.',
  fields: (t) => ({
    tier: t.field({ type: TierEnum, required: true, description: 'The tier; each one at most once.' }),
    staleAfterHours: t.float({ description: meaningOf('staleAfterHours') }),
    cooldownHours: t.float({ description: meaningOf('cooldownHours') }),
    rowsChangedPercent: t.float({ description: meaningOf('rowsChangedPercent') }),
    scoreDropPercent: t.float({ description: meaningOf('scoreDropPercent') }),
    volumeLowPercent: t.float({
      description: meaningOf('volumeLowPercent', ` Less than volumeHighPercent.${NOT_WATCHED}`),
    }),
    volumeHighPercent: t.float({ description: meaningOf('volumeHighPercent', NOT_WATCHED) }),
    freshnessFactor: t.float({ description: meaningOf('freshnessFactor', NOT_WATCHED) }),
    watchSchema: t.boolean({ description: `${TIER_POLICY_MEANINGS.watchSchema}.` }),
    minPassPercent: t.field({
      type: [MinPassPercentInput],
      description: 'How many values must pass the business rules, for the severities in which that changes.',
    }),
  }),
});

const ExclusionWindowInput = builder.inputType('ExclusionWindowInput', {
  description: 'A time, each week, in which no incidents are opened, because a known load runs.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is for; at most 100 characters.' }),
    days: t.intList({ required: true, description: 'The days on which it begins: 1 (Monday) to 7.' }),
    from: t.string({
      required: true,
      description: 'When it begins on these days: a time such as 23:30, in the time zone of the policy.',
    }),
    minutes: t.int({
      required: true,
      description: `How many minutes it lasts, also beyond midnight: 1 to ${MAX_WINDOW_MINUTES.toLocaleString('en')}.`,
    }),
    tiers: t.field({ type: [TierEnum], description: 'The tiers that it concerns. Default: all.' }),
  }),
});

export const MonitoringPolicyInput = builder.inputType('MonitoringPolicyInput', {
  description: 'Changes of a monitoring policy. What is left out stays as it is.',
  fields: (t) => ({
    tiers: t.field({ type: [TierMonitoringPolicyInput], description: 'The tiers for which something changes.' }),
    timeZone: t.string({
      description:
        'The time zone of the exclusion windows, and of the schedule by which the scheduler looks for stale profiles: a name such as Europe/Berlin.',
    }),
    exclusionWindows: t.field({
      type: [ExclusionWindowInput],
      description: `All times, from then on, in which no incidents are opened; at most ${MAX_EXCLUSION_WINDOWS}. An empty list: none.`,
    }),
  }),
});

/** Figures of which null is a value of its own: not watched. Elsewhere it counts as left out. */
const NULLABLE: ReadonlySet<string> = new Set(['volumeLowPercent', 'volumeHighPercent', 'freshnessFactor', 'percent']);

/** The change of an input, not parsed yet. */
export function toPolicyChange(input: typeof MonitoringPolicyInput.$inferInput): unknown {
  return withoutNulls({
    ...input,
    tiers: input.tiers?.map((tier) => ({
      ...tier,
      minPassPercent: tier.minPassPercent?.map((one) => ({ ...one, percent: one.percent ?? null })),
    })),
  });
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, member]) => member !== undefined && (member !== null || NULLABLE.has(name)),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
