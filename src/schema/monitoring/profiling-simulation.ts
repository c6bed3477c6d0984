import type { ProfilingPolicy, TierProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { PROFILING_RULES } from '../../domain/profiling/profiling-rules.ts';
import type { ProfilingOutcome } from '../../domain/profiling/simulation/profiling-outcome.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import { simulateIncidents } from '../../workflow/monitoring/simulate-incidents.ts';
import {
  MAX_RECORDED_DECISIONS,
  type SimulateOutcome,
  simulateProfilingPolicy,
} from '../../workflow/monitoring/simulate-profiling-policy.ts';
import { builder } from '../kit/builder.ts';
import { FieldChangeRef } from '../kit/common-types.ts';
import { ProfilingRuleEnum, TierEnum } from '../kit/enums.ts';
import { countsFor, listSize, READS_ALL } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ValidationError } from '../kit/refusals.ts';
import { IncidentSimulationRef } from './incident-simulation.ts';
import { TIER_POLICY_MEANINGS } from './policy-content.ts';
import { MonitoringPolicyInput, toPolicyChange } from './policy-input.ts';

const TierThresholdRef = builder.objectRef<{ tier: Tier; days: number }>('TierThreshold').implement({
  description: 'The threshold of one tier.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    days: t.exposeFloat('days', { description: 'Age of the last profile, in days, from which a new one is due.' }),
  }),
});

const TierProfilingPolicyRef = builder
  .objectRef<TierProfilingPolicy & { tier: Tier }>('TierProfilingPolicy')
  .implement({
    description: 'The thresholds of the profiling rules in one tier.',
    fields: (t) => ({
      tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
      staleAfterHours: t.exposeFloat('staleAfterHours', { description: `${TIER_POLICY_MEANINGS.staleAfterHours}.` }),
      cooldownHours: t.exposeFloat('cooldownHours', { description: `${TIER_POLICY_MEANINGS.cooldownHours}.` }),
      rowsChangedPercent: t.exposeFloat('rowsChangedPercent', {
        description: `${TIER_POLICY_MEANINGS.rowsChangedPercent}.`,
      }),
    }),
  });

const ProfilingPolicyRef = builder.objectRef<ProfilingPolicy>('ProfilingPolicy').implement({
  description: 'The thresholds of the profiling rules.',
  fields: (t) => ({
    thresholds: t.field({
      type: [TierThresholdRef],
      extensions: listSize(TIERS.length),
      description: 'The thresholds by tier.',
      resolve: ({ tiers }) => TIERS.map((tier) => ({ tier, days: tiers[tier].staleAfterHours / 24 })),
    }),
    tiers: t.field({
      type: [TierProfilingPolicyRef],
      extensions: listSize(TIERS.length),
      description: 'All thresholds, by tier.',
      resolve: ({ tiers }) => TIERS.map((tier) => ({ tier, ...tiers[tier] })),
    }),
    criticalAfterDays: t.exposeFloat('criticalAfterDays', {
      description: 'Number of days over the threshold from which a due profile is critical.',
    }),
    refreshMaxAgeHours: t.float({
      description: 'Age of the last profile in tier 1, in hours, above which any refresh leads to a new one.',
      deprecationReason: 'Use `tiers`: it can differ by tier.',
      resolve: ({ tiers }) => tiers.tier1.cooldownHours,
    }),
    refreshRatio: t.float({
      description:
        'Share of affected rows in the last row count above which a refresh in tier 1 leads to a new profile whatever the age of the last one; 0.1 means 10 %.',
      deprecationReason: 'Use `tiers`: it can differ by tier.',
      resolve: ({ tiers }) => tiers.tier1.rowsChangedPercent / 100,
    }),
  }),
});

const RuleOutcomeRef = builder.objectRef<ProfilingOutcome['byRule'][number]>('ProfilingRuleOutcome').implement({
  description: 'The result of a policy for one rule.',
  fields: (t) => ({
    rule: t.expose('rule', { type: ProfilingRuleEnum, description: 'The rule.' }),
    decisions: t.exposeInt('decisions', { description: 'Number of evaluated events, counted once for each entity.' }),
    runs: t.exposeInt('runs', {
      description: 'Number of profiles that it started; profiles that were joined are not counted.',
    }),
  }),
});

const TierOutcomeRef = builder.objectRef<ProfilingOutcome['byTier'][number]>('ProfilingTierOutcome').implement({
  description: 'The result of a policy for one tier.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'The tier.' }),
    decisions: t.exposeInt('decisions', { description: 'Number of evaluated events, counted once for each entity.' }),
    runs: t.exposeInt('runs', { description: 'Number of profiles that were started.' }),
    profiles: t.exposeInt('profiles', {
      description: 'Number of profiles that were completed; the others failed, or ended after the period.',
    }),
    meanAgeDays: t.exposeFloat('meanAgeDays', {
      nullable: true,
      description:
        'Mean age of the previous profile when a new one was made, in days; null if no profile had a previous one.',
    }),
    maxAgeDays: t.exposeFloat('maxAgeDays', {
      nullable: true,
      description:
        'Greatest age of a last profile during the period or at its end, in days; null if there was no profile.',
    }),
    entitiesBeyondThreshold: t.exposeInt('entitiesBeyondThreshold', {
      description:
        'Number of entities whose last profile became older than the current threshold; the scheduler finds them a little later.',
    }),
    entitiesCritical: t.exposeInt('entitiesCritical', {
      description: 'Number of entities whose last profile became critical by the current policy.',
    }),
    entitiesNeverProfiled: t.exposeInt('entitiesNeverProfiled', {
      description: 'Number of active entities that have a dataset but no profile at the end.',
    }),
  }),
});

const OutcomeRef = builder.objectRef<ProfilingOutcome>('ProfilingOutcome').implement({
  description: 'The result of a policy.',
  fields: (t) => ({
    decisions: t.exposeInt('decisions', { description: 'Number of evaluated events, counted once for each entity.' }),
    runs: t.exposeInt('runs', { description: 'Number of profiles that were started.' }),
    joined: t.exposeInt('joined', {
      description: 'Number of decisions that joined a profile that was already waiting or running.',
    }),
    skipped: t.exposeInt('skipped', { description: 'Number of decisions not to profile.' }),
    byRule: t.expose('byRule', {
      type: [RuleOutcomeRef],
      extensions: listSize(PROFILING_RULES.length),
      description: 'The result for each rule that decided anything.',
    }),
    byTier: t.expose('byTier', {
      type: [TierOutcomeRef],
      extensions: listSize(TIERS.length),
      description: 'The result for each tier, with the age of profiles.',
    }),
  }),
});

const SimulationResult = mutationResult<SimulateOutcome>('SimulateProfilingPolicy', {
  description: 'The simulation, or why it was refused.',
  success: 'The simulation succeeded.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'Start of the period.' }),
    to: t.expose('to', { type: 'DateTime', description: 'End of the period.' }),
    policy: t.expose('policy', { type: ProfilingPolicyRef, description: 'The policy that was simulated.' }),
    policyInForce: t.expose('policyInForce', { type: ProfilingPolicyRef, description: 'The current policy.' }),
    changes: t.expose('changes', {
      type: [FieldChangeRef],
      extensions: listSize(10),
      description: 'What the simulated policy changes of the current one, such as tier1.staleAfterHours.',
    }),
    recorded: t.expose('recorded', { type: OutcomeRef, description: 'What really happened.' }),
    inForce: t.expose('inForce', {
      type: OutcomeRef,
      description:
        'The result of simulating the current policy. If it differs from `recorded`, another policy was in force during the period, or the model does not fit.',
    }),
    simulated: t.expose('simulated', {
      type: OutcomeRef,
      description: 'The result of simulating the requested policy.',
    }),
    incidents: t.field({
      type: IncidentSimulationRef,
      extensions: countsFor(READS_ALL),
      description: `The incidents that both policies open. It counts for ${READS_ALL.toLocaleString('en')} fields, because it judges all profiles of the period again.`,
      resolve: ({ incidents }, _, context) => simulateIncidents(context, context.viewer.tenantId, incidents),
    }),
  }),
  refusals: { invalid: ValidationError },
});

const TierThresholdsInput = builder.inputType('TierThresholdsInput', {
  description:
    'Age of the last profile, in days, from which a new one is due, by tier. Default: the current threshold.',
  fields: (t) => ({
    tier1: t.float({ description: 'For tier 1.' }),
    tier2: t.float({ description: 'For tier 2.' }),
    tier3: t.float({ description: 'For tier 3.' }),
    tier4: t.float({ description: 'For tier 4.' }),
    tier5: t.float({ description: 'For tier 5.' }),
  }),
});

const SimulateProfilingPolicyInput = builder.inputType('SimulateProfilingPolicyInput', {
  description: 'Other thresholds, and the period of recorded events to apply them to.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'Start of the period.' }),
    to: t.field({ type: 'DateTime', description: 'End of the period. Default: now.' }),
    thresholdDays: t.field({
      type: TierThresholdsInput,
      description: 'The thresholds by tier. Default: the current ones.',
    }),
    refreshRatio: t.float({
      description:
        'Share of affected rows in the last row count above which a refresh leads to a new profile whatever its age. Default: the current value.',
    }),
    refreshMaxAgeHours: t.float({
      description:
        'Age of the last profile, in hours, above which any refresh leads to a new one. Default: the current value.',
    }),
    policy: t.field({
      type: MonitoringPolicyInput,
      description:
        'Instead of the single thresholds: changes of the current monitoring policy, which proposeMonitoringPolicy takes as they are.',
    }),
    proposalId: t.id({ description: 'Instead of the single thresholds: id of a proposal to simulate.' }),
  }),
});

function toThresholdDays(input: typeof TierThresholdsInput.$inferInput) {
  return Object.fromEntries(
    TIERS.flatMap((tier) => {
      const days = input[tier];
      return days == null ? [] : [[tier, days]];
    }),
  );
}

builder.queryField('simulateProfilingPolicy', (t) =>
  t.field({
    type: SimulationResult,
    skipTypeScopes: true,
    authScopes: (_, __, { viewer }) => viewer.roles.some((role) => role === 'STEWARD' || role === 'ADMIN'),
    description: `Applies other thresholds to the recorded events of a period, with at most ${MAX_RECORDED_DECISIONS.toLocaleString('en')} decisions: how many profiles would have been made, by which rule and in which tier, and how stale entities would have become. Each simulated profile resets the age and row count of its entity. Changes nothing.`,
    args: {
      input: t.arg({
        type: SimulateProfilingPolicyInput,
        required: true,
        description: 'The thresholds and the period.',
      }),
    },
    resolve: (_, { input }, context) =>
      simulateProfilingPolicy(context, context.viewer, {
        from: input.from,
        to: input.to ?? undefined,
        thresholdDays: input.thresholdDays ? toThresholdDays(input.thresholdDays) : undefined,
        refreshRatio: input.refreshRatio ?? undefined,
        refreshMaxAgeHours: input.refreshMaxAgeHours ?? undefined,
        change: input.policy ? toPolicyChange(input.policy) : undefined,
        proposalId: input.proposalId ?? undefined,
      }),
  }),
);
