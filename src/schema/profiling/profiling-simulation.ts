import type { ProfilingOutcome } from '../../domain/profiling/profiling-outcome.ts';
import type { ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { PROFILING_RULES } from '../../domain/profiling/profiling-rules.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import {
  MAX_RECORDED_DECISIONS,
  type SimulateOutcome,
  simulateProfilingPolicy,
} from '../../workflow/profiling/simulate-profiling-policy.ts';
import { builder } from '../kit/builder.ts';
import { ProfilingRuleEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ValidationError } from '../kit/refusals.ts';

const TierThresholdRef = builder.objectRef<{ tier: Tier; days: number }>('TierThreshold').implement({
  description: 'When the entities of a tier are due.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    days: t.exposeFloat('days', { description: 'Age of the last profile from which a new one is due, in days.' }),
  }),
});

const ProfilingPolicyRef = builder.objectRef<ProfilingPolicy>('ProfilingPolicy').implement({
  description: 'The figures that the profiling rules compare with.',
  fields: (t) => ({
    thresholds: t.field({
      type: [TierThresholdRef],
      extensions: listSize(TIERS.length),
      description: 'When entities are due, by tier.',
      resolve: ({ thresholdDays }) => TIERS.map((tier) => ({ tier, days: thresholdDays[tier] })),
    }),
    criticalAfterDays: t.exposeFloat('criticalAfterDays', {
      description: 'Days over the threshold from which a due profile is critical.',
    }),
    refreshMaxAgeHours: t.exposeFloat('refreshMaxAgeHours', {
      description: 'Age of the last profile above which any refresh leads to a new one, in hours.',
    }),
    refreshRatio: t.exposeFloat('refreshRatio', {
      description:
        'Share of the last row count above which a refresh leads to a new profile whatever its age; 0.1 is 10 %.',
    }),
  }),
});

const RuleOutcomeRef = builder.objectRef<ProfilingOutcome['byRule'][number]>('ProfilingRuleOutcome').implement({
  description: 'What one rule comes to.',
  fields: (t) => ({
    rule: t.expose('rule', { type: ProfilingRuleEnum, description: 'The rule.' }),
    decisions: t.exposeInt('decisions', { description: 'Events that it decided about, counted for each entity.' }),
    runs: t.exposeInt('runs', { description: 'Profiles that it set off; those that were joined are not counted.' }),
  }),
});

const TierOutcomeRef = builder.objectRef<ProfilingOutcome['byTier'][number]>('ProfilingTierOutcome').implement({
  description: 'What a policy comes to in one tier.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    decisions: t.exposeInt('decisions', { description: 'Events that were judged, counted for each entity.' }),
    runs: t.exposeInt('runs', { description: 'Profiles that were set off.' }),
    profiles: t.exposeInt('profiles', { description: 'Profiles that were made: the others failed, or ended later.' }),
    meanAgeDays: t.exposeFloat('meanAgeDays', {
      nullable: true,
      description: 'Mean age of the last profile when a new one was made, in days; null: none had one before it.',
    }),
    maxAgeDays: t.exposeFloat('maxAgeDays', {
      nullable: true,
      description:
        'Greatest age that a last profile reached, in days, at the end of the span too; null: there was none.',
    }),
    entitiesBeyondThreshold: t.exposeInt('entitiesBeyondThreshold', {
      description:
        'Entities whose last profile got older than the threshold in force: a scheduler finds them a little later.',
    }),
    entitiesCritical: t.exposeInt('entitiesCritical', {
      description: 'Entities whose last profile got so old that it is critical by the policy in force.',
    }),
    entitiesNeverProfiled: t.exposeInt('entitiesNeverProfiled', {
      description: 'Active entities with a dataset and without a profile at the end.',
    }),
  }),
});

const OutcomeRef = builder.objectRef<ProfilingOutcome>('ProfilingOutcome').implement({
  description: 'What a policy comes to.',
  fields: (t) => ({
    decisions: t.exposeInt('decisions', { description: 'Events that were judged, counted for each entity.' }),
    runs: t.exposeInt('runs', { description: 'Profiles that were set off.' }),
    joined: t.exposeInt('joined', { description: 'Decisions for a profile that was waiting or running already.' }),
    skipped: t.exposeInt('skipped', { description: 'Decisions against a profile.' }),
    byRule: t.expose('byRule', {
      type: [RuleOutcomeRef],
      extensions: listSize(PROFILING_RULES.length),
      description: 'The same by rule, where it decided anything.',
    }),
    byTier: t.expose('byTier', {
      type: [TierOutcomeRef],
      extensions: listSize(TIERS.length),
      description: 'The same by tier, and how old profiles got.',
    }),
  }),
});

const SimulationResult = mutationResult<SimulateOutcome>('SimulateProfilingPolicy', {
  description: 'The simulation, or why it was refused.',
  success: 'What other thresholds would have meant.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'Begin of the span.' }),
    to: t.expose('to', { type: 'DateTime', description: 'End of the span.' }),
    policy: t.expose('policy', { type: ProfilingPolicyRef, description: 'The policy that was simulated.' }),
    policyInForce: t.expose('policyInForce', { type: ProfilingPolicyRef, description: 'The policy in force.' }),
    recorded: t.expose('recorded', { type: OutcomeRef, description: 'What really happened.' }),
    inForce: t.expose('inForce', {
      type: OutcomeRef,
      description:
        'What the simulation says of the policy in force. As far as it differs from `recorded`, the span was judged by another policy, or the model does not fit.',
    }),
    simulated: t.expose('simulated', { type: OutcomeRef, description: 'What would have happened.' }),
  }),
  refusals: { invalid: ValidationError },
});

const TierThresholdsInput = builder.inputType('TierThresholdsInput', {
  description: 'Age of the last profile from which a new one is due, in days, by tier; left out: as in force.',
  fields: (t) => ({
    tier1: t.float({ description: 'Of tier 1.' }),
    tier2: t.float({ description: 'Of tier 2.' }),
    tier3: t.float({ description: 'Of tier 3.' }),
    tier4: t.float({ description: 'Of tier 4.' }),
    tier5: t.float({ description: 'Of tier 5.' }),
  }),
});

const SimulateProfilingPolicyInput = builder.inputType('SimulateProfilingPolicyInput', {
  description: 'Other thresholds, and the span of recorded events to judge by them.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'Begin of the span.' }),
    to: t.field({ type: 'DateTime', description: 'End of the span; left out: now.' }),
    thresholdDays: t.field({ type: TierThresholdsInput, description: 'When entities are due; left out: as in force.' }),
    refreshRatio: t.float({
      description:
        'Share of the last row count above which a refresh leads to a profile whatever its age; left out: as in force.',
    }),
    refreshMaxAgeHours: t.float({
      description:
        'Age of the last profile above which any refresh leads to a new one, in hours; left out: as in force.',
    }),
  }),
});

builder.queryField('simulateProfilingPolicy', (t) =>
  t.field({
    type: SimulationResult,
    skipTypeScopes: true,
    authScopes: (_, __, { viewer }) => viewer.roles.some((role) => role === 'STEWARD' || role === 'ADMIN'),
    description: `Judges the recorded events of a span by other thresholds, at most ${MAX_RECORDED_DECISIONS.toLocaleString('en')} decisions of them: how many profiles would have been made, by which rule and in which tier, and how stale entities would have become. Every simulated profile resets its entity's age and row count. Changes nothing.`,
    args: { input: t.arg({ type: SimulateProfilingPolicyInput, required: true, description: 'The question.' }) },
    resolve: (_, { input }, context) =>
      simulateProfilingPolicy(context, context.viewer, {
        from: input.from,
        to: input.to ?? undefined,
        thresholdDays: Object.fromEntries(
          TIERS.flatMap((tier) => {
            const days = input.thresholdDays?.[tier];
            return days == null ? [] : [[tier, days]];
          }),
        ),
        refreshRatio: input.refreshRatio ?? undefined,
        refreshMaxAgeHours: input.refreshMaxAgeHours ?? undefined,
      }),
  }),
);
