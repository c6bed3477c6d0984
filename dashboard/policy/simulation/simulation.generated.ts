/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of governed entity. */
export type EntityType =
  /** A check that the values of a column must pass. */
  | 'BUSINESS_RULE'
  /** A term and its definition. */
  | 'GLOSSARY'
  /** A key performance indicator with its formula. */
  | 'KPI'
  /** An edge of the lineage: which data comes from which. */
  | 'LINEAGE'
  /** A dataset, or one column of it. */
  | 'METADATA'
  /** A label on other entities. */
  | 'TAG';

/** A time, each week, in which no incidents are opened, because a known load runs. */
export type ExclusionWindowInput = {
  /** The days on which it begins: 1 (Monday) to 7. */
  days: Array<number>;
  /** When it begins on these days: a time such as 23:30, in the time zone of the policy. */
  from: string;
  /** How many minutes it lasts, also beyond midnight: 1 to 10,080. */
  minutes: number;
  /** What it is for; at most 100 characters. */
  name: string;
  /** The tiers that it concerns. Default: all. */
  tiers?: Array<Tier> | null | undefined;
};

/** What is wrong with an entity. */
export type IncidentCause =
  /** Its data was not refreshed for longer than usual. */
  | 'FRESHNESS'
  /** It cannot be profiled. */
  | 'PROFILE_FAILED'
  /** Too few values pass a business rule. */
  | 'RULE'
  /** A column of its table came, went or changed its type. */
  | 'SCHEMA'
  /** Its quality score fell. */
  | 'SCORE'
  /** It has far fewer or far more rows than it had. */
  | 'VOLUME';

/** How many values must pass the business rules of a severity. */
export type MinPassPercentInput = {
  /** Share of the checked values, in percent, that must pass a business rule of the severity, unless the rule itself says otherwise: 0 to 100. Null, or left out: any share will do. */
  percent?: number | null | undefined;
  /** The severity of the rules. */
  severity: Severity;
};

/** Changes of a monitoring policy. What is left out stays as it is. */
export type MonitoringPolicyInput = {
  /** All times, from then on, in which no incidents are opened; at most 50. An empty list: none. */
  exclusionWindows?: Array<ExclusionWindowInput> | null | undefined;
  /** The tiers for which something changes. */
  tiers?: Array<TierMonitoringPolicyInput> | null | undefined;
  /** The time zone of the exclusion windows, and of the schedule by which the scheduler looks for stale profiles: a name such as Europe/Berlin. */
  timeZone?: string | null | undefined;
};

/** A rule that decides whether an entity is profiled. */
export type ProfilingRule =
  /** A change was approved in a tier in which every approved change leads to a profile. */
  | 'APPROVED_IN_HIGH_TIER'
  /** A change was approved in a tier in which approved changes lead to no profile. */
  | 'APPROVED_IN_LOW_TIER'
  /** The data was refreshed, and the last profile is old enough for any refresh to lead to a new one. */
  | 'COOLDOWN_OVER'
  /** No entity is bound to the dataset that was refreshed, or whose business rule changed. */
  | 'DATASET_NOT_BOUND'
  /** The entity is not active. */
  | 'ENTITY_NOT_ACTIVE'
  /** The entity does not exist. */
  | 'ENTITY_UNKNOWN'
  /** The data was refreshed, and enough rows were affected to profile it whatever its age, or the producer did not say how many. */
  | 'MANY_ROWS_CHANGED'
  /** The entity is not bound to a dataset. */
  | 'NO_DATASET'
  /** There is no profile yet, so one is made. */
  | 'NO_PROFILE_YET'
  /** Somebody requested the profile, so it is made. */
  | 'REQUESTED'
  /** A business rule of the dataset took effect, was changed or was deprecated. */
  | 'RULES_CHANGED'
  /** A profile is due, and the last one is at least as old as the threshold of the tier. */
  | 'STALE'
  /** A due profile of tier 1 with priority high or critical is always made. */
  | 'TIER1_HIGH_PRIORITY'
  /** The data was refreshed, but the last profile is recent and few rows were affected. */
  | 'WITHIN_COOLDOWN'
  /** A profile is due, but the last one is younger than the threshold of the tier. */
  | 'WITHIN_THRESHOLD';

/** How serious a violation of a business rule is. */
export type Severity =
  /** Must be fixed. */
  | 'CRITICAL'
  /** Must be fixed, though a few exceptions are tolerated. */
  | 'ERROR'
  /** For information. */
  | 'INFO'
  /** Should be fixed. */
  | 'WARNING';

/** Other thresholds, and the period of recorded events to apply them to. */
export type SimulateProfilingPolicyInput = {
  /** Start of the period. */
  from: string;
  /** Instead of the single thresholds: changes of the current monitoring policy, which proposeMonitoringPolicy takes as they are. */
  policy?: MonitoringPolicyInput | null | undefined;
  /** Instead of the single thresholds: id of a proposal to simulate. */
  proposalId?: string | null | undefined;
  /** Age of the last profile, in hours, above which any refresh leads to a new one. Default: the current value. */
  refreshMaxAgeHours?: number | null | undefined;
  /** Share of affected rows in the last row count above which a refresh leads to a new profile whatever its age. Default: the current value. */
  refreshRatio?: number | null | undefined;
  /** The thresholds by tier. Default: the current ones. */
  thresholdDays?: TierThresholdsInput | null | undefined;
  /** End of the period. Default: now. */
  to?: string | null | undefined;
};

/** What is not known of the period of a simulation. */
export type SimulationNoteKind =
  /** The refreshes before the newest ones before the period. */
  | 'EARLIER_REFRESHES_LEFT_OUT'
  /** Failures and refreshes of which retention has removed the events from the log. */
  | 'EVENTS_REMOVED'
  /** Nothing is missing: profiles to which the policy would not have led were made, and are judged. */
  | 'PROFILES_STILL_JUDGED'
  /** What profiles would have shown to which the policy would have led, and which were never made. */
  | 'PROFILES_WITHOUT_FIGURES';

/** How important an entity is, and how often it must be profiled. */
export type Tier =
  /** Statutory; by default profiled every 7 days. */
  | 'TIER1'
  /** By default profiled every 14 days. */
  | 'TIER2'
  /** By default profiled every 30 days. */
  | 'TIER3'
  /** By default profiled every 90 days. */
  | 'TIER4'
  /** By default profiled every 90 days. */
  | 'TIER5';

/** What is to change for a tier. A field that is left out stays as it is. */
export type TierMonitoringPolicyInput = {
  /** Age of the last profile, in hours, above which any refresh leads to a new one: 0 to 87,600. */
  cooldownHours?: number | null | undefined;
  /** How many of its usual intervals a dataset may go without a refresh, unless its entity states a bound: 1 to 1,000. Null: not watched. */
  freshnessFactor?: number | null | undefined;
  /** How many values must pass the business rules, for the severities in which that changes. */
  minPassPercent?: Array<MinPassPercentInput> | null | undefined;
  /** Share of affected rows in the last row count, in percent, above which a refresh leads to a new profile whatever the age of the last one: 0 to 1,000,000. */
  rowsChangedPercent?: number | null | undefined;
  /** Fall of the quality score, in percent of the score that it is compared with, above which it is reported as a drop: 0 to 100. */
  scoreDropPercent?: number | null | undefined;
  /** Age of the last profile, in hours, from which a new one is due: 1 to 87,600. */
  staleAfterHours?: number | null | undefined;
  /** The tier; each one at most once. */
  tier: Tier;
  /** Row count, in percent of the median of the last profiles, above which it is a condition: 100 to 1,000,000. Null: not watched. */
  volumeHighPercent?: number | null | undefined;
  /** Row count, in percent of the median of the last profiles, below which it is a condition: 0 to 100. Less than volumeHighPercent. Null: not watched. */
  volumeLowPercent?: number | null | undefined;
  /** Whether it is a condition that columns came, went or changed their type. */
  watchSchema?: boolean | null | undefined;
};

/** Age of the last profile, in days, from which a new one is due, by tier. Default: the current threshold. */
export type TierThresholdsInput = {
  /** For tier 1. */
  tier1?: number | null | undefined;
  /** For tier 2. */
  tier2?: number | null | undefined;
  /** For tier 3. */
  tier3?: number | null | undefined;
  /** For tier 4. */
  tier4?: number | null | undefined;
  /** For tier 5. */
  tier5?: number | null | undefined;
};

export type PolicyThresholdsFragment = { criticalAfterDays: number, refreshMaxAgeHours: number, refreshRatio: number, thresholds: Array<{ tier: Types.Tier, days: number }> };

export type PolicyOutcomeFragment = { decisions: number, runs: number, joined: number, skipped: number, byRule: Array<{ rule: Types.ProfilingRule, decisions: number, runs: number }>, byTier: Array<{ tier: Types.Tier, decisions: number, runs: number, profiles: number, meanAgeDays: number | null, maxAgeDays: number | null, entitiesBeyondThreshold: number, entitiesCritical: number, entitiesNeverProfiled: number }> };

export type SimulatedIncidentFragment = { cause: Types.IncidentCause, tier: Types.Tier, severity: Types.Severity, summary: string, openedAt: string, resolvedAt: string | null, entity: (
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) };

export type SimulatedIncidentsFragment = { recordedCount: number, inForce: { opened: number, byCause: Array<{ cause: Types.IncidentCause, opened: number, seenAgain: number, resolved: number, open: number }>, byTier: Array<{ tier: Types.Tier, opened: number, seenAgain: number, resolved: number, open: number }> }, simulated: { opened: number, byCause: Array<{ cause: Types.IncidentCause, opened: number, seenAgain: number, resolved: number, open: number }>, byTier: Array<{ tier: Types.Tier, opened: number, seenAgain: number, resolved: number, open: number }> }, added: { count: number, examples: Array<{ cause: Types.IncidentCause, tier: Types.Tier, severity: Types.Severity, summary: string, openedAt: string, resolvedAt: string | null, entity: (
        { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
        & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
      ) }> }, noLongerOpened: { count: number, examples: Array<{ cause: Types.IncidentCause, tier: Types.Tier, severity: Types.Severity, summary: string, openedAt: string, resolvedAt: string | null, entity: (
        { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
        & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
      ) }> }, notes: Array<{ kind: Types.SimulationNoteKind, text: string }> };

export type SimulatedOutcomeFragment = { opened: number, byCause: Array<{ cause: Types.IncidentCause, opened: number, seenAgain: number, resolved: number, open: number }>, byTier: Array<{ tier: Types.Tier, opened: number, seenAgain: number, resolved: number, open: number }> };

export type SimulatePolicyQueryVariables = Exact<{
  input: Types.SimulateProfilingPolicyInput;
}>;


export type SimulatePolicyQuery = { simulateProfilingPolicy:
    | (
      { from: string, to: string, policy: { criticalAfterDays: number, refreshMaxAgeHours: number, refreshRatio: number, thresholds: Array<{ tier: Types.Tier, days: number }> }, policyInForce: { criticalAfterDays: number, refreshMaxAgeHours: number, refreshRatio: number, thresholds: Array<{ tier: Types.Tier, days: number }> }, changes: Array<{ field: string }>, recorded: { decisions: number, runs: number, joined: number, skipped: number, byRule: Array<{ rule: Types.ProfilingRule, decisions: number, runs: number }>, byTier: Array<{ tier: Types.Tier, decisions: number, runs: number, profiles: number, meanAgeDays: number | null, maxAgeDays: number | null, entitiesBeyondThreshold: number, entitiesCritical: number, entitiesNeverProfiled: number }> }, inForce: { decisions: number, runs: number, joined: number, skipped: number, byRule: Array<{ rule: Types.ProfilingRule, decisions: number, runs: number }>, byTier: Array<{ tier: Types.Tier, decisions: number, runs: number, profiles: number, meanAgeDays: number | null, maxAgeDays: number | null, entitiesBeyondThreshold: number, entitiesCritical: number, entitiesNeverProfiled: number }> }, simulated: { decisions: number, runs: number, joined: number, skipped: number, byRule: Array<{ rule: Types.ProfilingRule, decisions: number, runs: number }>, byTier: Array<{ tier: Types.Tier, decisions: number, runs: number, profiles: number, meanAgeDays: number | null, maxAgeDays: number | null, entitiesBeyondThreshold: number, entitiesCritical: number, entitiesNeverProfiled: number }> }, incidents: { recordedCount: number, inForce: { opened: number, byCause: Array<{ cause: Types.IncidentCause, opened: number, seenAgain: number, resolved: number, open: number }>, byTier: Array<{ tier: Types.Tier, opened: number, seenAgain: number, resolved: number, open: number }> }, simulated: { opened: number, byCause: Array<{ cause: Types.IncidentCause, opened: number, seenAgain: number, resolved: number, open: number }>, byTier: Array<{ tier: Types.Tier, opened: number, seenAgain: number, resolved: number, open: number }> }, added: { count: number, examples: Array<{ cause: Types.IncidentCause, tier: Types.Tier, severity: Types.Severity, summary: string, openedAt: string, resolvedAt: string | null, entity: (
              { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
              & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
            ) }> }, noLongerOpened: { count: number, examples: Array<{ cause: Types.IncidentCause, tier: Types.Tier, severity: Types.Severity, summary: string, openedAt: string, resolvedAt: string | null, entity: (
              { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
              & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
            ) }> }, notes: Array<{ kind: Types.SimulationNoteKind, text: string }> } }
      & { __typename: 'SimulateProfilingPolicySuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export const PolicyThresholdsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyThresholds"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"criticalAfterDays"}},{"kind":"Field","name":{"kind":"Name","value":"refreshMaxAgeHours"}},{"kind":"Field","name":{"kind":"Name","value":"refreshRatio"}},{"kind":"Field","name":{"kind":"Name","value":"thresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"days"}}]}}]}}]} as unknown as DocumentNode<PolicyThresholdsFragment, unknown>;
export const PolicyOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"byRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"profiles"}},{"kind":"Field","name":{"kind":"Name","value":"meanAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesBeyondThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesCritical"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesNeverProfiled"}}]}}]}}]} as unknown as DocumentNode<PolicyOutcomeFragment, unknown>;
export const SimulatedOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"byCause"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}}]}}]} as unknown as DocumentNode<SimulatedOutcomeFragment, unknown>;
export const SimulatedIncidentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedIncident"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SimulatedIncident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedAt"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<SimulatedIncidentFragment, unknown>;
export const SimulatedIncidentsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedIncidents"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentSimulation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordedCount"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"simulated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"added"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"examples"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedIncident"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noLongerOpened"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"examples"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedIncident"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"byCause"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedIncident"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SimulatedIncident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedAt"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<SimulatedIncidentsFragment, unknown>;
export const SimulatePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SimulatePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SimulateProfilingPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simulateProfilingPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SimulateProfilingPolicySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyThresholds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"policyInForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyThresholds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recorded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"simulated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedIncidents"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"byCause"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"opened"}},{"kind":"Field","name":{"kind":"Name","value":"seenAgain"}},{"kind":"Field","name":{"kind":"Name","value":"resolved"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedIncident"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SimulatedIncident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedAt"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyThresholds"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"criticalAfterDays"}},{"kind":"Field","name":{"kind":"Name","value":"refreshMaxAgeHours"}},{"kind":"Field","name":{"kind":"Name","value":"refreshRatio"}},{"kind":"Field","name":{"kind":"Name","value":"thresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"days"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"byRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"profiles"}},{"kind":"Field","name":{"kind":"Name","value":"meanAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesBeyondThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesCritical"}},{"kind":"Field","name":{"kind":"Name","value":"entitiesNeverProfiled"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SimulatedIncidents"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentSimulation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordedCount"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"simulated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"added"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"examples"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedIncident"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noLongerOpened"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"examples"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SimulatedIncident"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]} as unknown as DocumentNode<SimulatePolicyQuery, SimulatePolicyQueryVariables>;