import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { ChangeKind, Tier } from '../../events/schemas/vocabulary.ts';
import type { Entity } from '../entities/entity.ts';
import { HOUR_MS } from '../time-units.ts';
import type { ProfilingPolicy } from './profiling-policy.ts';

/** The events that the profiling rules evaluate. */
export type ProfilingTrigger = EventOf<(typeof PROFILING_TRIGGERS)[number]>;

/** Of `metadata.changed`, those about business rules. */
export const PROFILING_TRIGGERS = [
  'metadata.profile.due',
  'data.refreshed',
  'metadata.approved',
  'kpi.approved',
  'metadata.changed',
] as const;

export const PROFILING_RULES = [
  'REQUESTED',
  'TIER1_HIGH_PRIORITY',
  'STALE',
  'WITHIN_THRESHOLD',
  'NO_PROFILE_YET',
  'COOLDOWN_OVER',
  'MANY_ROWS_CHANGED',
  'WITHIN_COOLDOWN',
  'APPROVED_IN_HIGH_TIER',
  'APPROVED_IN_LOW_TIER',
  'RULES_CHANGED',
  'ENTITY_NOT_ACTIVE',
  'NO_DATASET',
  'DATASET_NOT_BOUND',
  'ENTITY_UNKNOWN',
] as const;
export type ProfilingRule = (typeof PROFILING_RULES)[number];

export interface Evaluation {
  profiled: boolean;
  rule: ProfilingRule;
  /** One sentence with the figures that were compared. */
  explanation: string;
}

/** What is known of an entity's last profile. */
export interface LastProfile {
  createdAt: Date;
  rowCount: number;
}

export interface Situation {
  entity: Pick<Entity, 'canonicalKey' | 'tier' | 'status' | 'dataset'>;
  lastProfile: LastProfile | null;
  policy: ProfilingPolicy;
  now: Date;
}

/** Whether an event leads to a profile of this entity, and why. Pure: the time is part of the situation. */
export function evaluate(event: ProfilingTrigger, situation: Situation): Evaluation {
  const { entity } = situation;
  if (entity.status !== 'ACTIVE') {
    return skip('ENTITY_NOT_ACTIVE', `${entity.canonicalKey} is ${entity.status}; only active entities are profiled.`);
  }
  if (!entity.dataset) {
    return skip('NO_DATASET', `${entity.canonicalKey} is not bound to a dataset, so there is nothing to measure.`);
  }
  switch (event.type) {
    case 'metadata.profile.due':
      return evaluateDue(event, situation);
    case 'data.refreshed':
      return evaluateRefresh(event, situation);
    case 'metadata.approved':
    case 'kpi.approved':
      return evaluateApproval(situation);
    case 'metadata.changed':
      return evaluateRuleChange(event);
  }
}

/** The evaluation of an event about an entity that does not exist. */
export function evaluateUnknownEntity(canonicalKey: string): Evaluation {
  return skip('ENTITY_UNKNOWN', `There is no entity ${canonicalKey}.`);
}

/** The evaluation of a change of a business rule that no active entity's measurement contains. */
export function evaluateUnboundRule({ payload: { canonicalKey } }: EventOf<'metadata.changed'>): Evaluation {
  return skip(
    'DATASET_NOT_BOUND',
    `No active entity other than business rules is bound to what the business rule ${canonicalKey} checks.`,
  );
}

/** The evaluation of a refresh to whose table no active entity is bound. */
export function evaluateUnboundDataset({ payload: { entityUrn, service } }: EventOf<'data.refreshed'>): Evaluation {
  return skip(
    'DATASET_NOT_BOUND',
    `No active entity is bound to ${service.schema}.${service.table} or has the URN ${entityUrn}.`,
  );
}

function evaluateDue({ payload }: EventOf<'metadata.profile.due'>, situation: Situation): Evaluation {
  const { entity, lastProfile, policy, now } = situation;
  if (payload.reason === 'MANUAL') {
    return profile('REQUESTED', `A profile that somebody requests is always made; ${lastProfileText(situation)}.`);
  }
  if (policy.urgentTiers.includes(entity.tier) && (payload.priority === 'high' || payload.priority === 'critical')) {
    return profile(
      'TIER1_HIGH_PRIORITY',
      `An entity in ${tierText(entity.tier)} with priority ${payload.priority} is always profiled; ${lastProfileText(situation)}.`,
    );
  }
  if (!lastProfile) return profile('NO_PROFILE_YET', `${entity.canonicalKey} has no profile yet.`);
  const { staleAfterHours } = policy.tiers[entity.tier];
  const hours = ageHours(lastProfile, now);
  const figures = ageAndThreshold(hours, staleAfterHours, entity.tier);
  return hours >= staleAfterHours ? profile('STALE', figures) : skip('WITHIN_THRESHOLD', figures);
}

function evaluateRefresh({ payload }: EventOf<'data.refreshed'>, situation: Situation): Evaluation {
  const { entity, lastProfile, policy, now } = situation;
  if (!lastProfile) return profile('NO_PROFILE_YET', `${entity.canonicalKey} has no profile yet.`);
  const { cooldownHours, rowsChangedPercent } = policy.tiers[entity.tier];
  const hours = ageHours(lastProfile, now);
  if (hours > cooldownHours) {
    return profile('COOLDOWN_OVER', `The last profile is ${hoursText(hours)} old, more than ${cooldownHours} h.`);
  }
  const { rowsAffected } = payload;
  const { rowCount } = lastProfile;
  const limit = `${rowsChangedPercent} %`;
  if (rowsAffected === undefined) {
    return profile(
      'MANY_ROWS_CHANGED',
      `The number of affected rows was not reported; what is not known counts as more than ${limit} of ${rowCount}.`,
    );
  }
  const isMany = rowCount === 0 ? rowsAffected > 0 : 100 * rowsAffected > rowsChangedPercent * rowCount;
  const share = rowCount === 0 ? '' : ` (${round((100 * rowsAffected) / rowCount)} %)`;
  const affected = `${rowsAffected} ${rowsAffected === 1 ? 'row' : 'rows'} affected of ${rowCount}${share}`;
  return isMany
    ? profile('MANY_ROWS_CHANGED', `${affected}, more than ${limit}.`)
    : skip(
        'WITHIN_COOLDOWN',
        `The last profile is ${hoursText(hours)} old, not more than ${cooldownHours} h, and ` +
          `${affected} ${rowsAffected === 1 ? 'is' : 'are'} not more than ${limit}.`,
      );
}

function evaluateApproval({ entity, policy: { approvalTiers } }: Situation): Evaluation {
  return approvalTiers.includes(entity.tier)
    ? profile(
        'APPROVED_IN_HIGH_TIER',
        `An approved change of an entity in ${tierText(entity.tier)} is always profiled.`,
      )
    : skip(
        'APPROVED_IN_LOW_TIER',
        `An approved change is profiled in ${approvalTiers.map(tierText).join(' and ') || 'no tier'} only, not in ${tierText(entity.tier)}.`,
      );
}

const CHANGES_OF_RULES: Readonly<Record<ChangeKind, string>> = {
  CREATE: 'takes effect',
  UPDATE: 'has changed',
  DEPRECATE: 'is deprecated',
};

function evaluateRuleChange({
  payload: { canonicalKey, version, changeType },
}: EventOf<'metadata.changed'>): Evaluation {
  return profile(
    'RULES_CHANGED',
    `The business rule ${canonicalKey} ${CHANGES_OF_RULES[changeType]} with its version ${version}; what it concerns is profiled once.`,
  );
}

function profile(rule: ProfilingRule, explanation: string): Evaluation {
  return { profiled: true, rule, explanation };
}

function skip(rule: ProfilingRule, explanation: string): Evaluation {
  return { profiled: false, rule, explanation };
}

function ageHours(profile: LastProfile, now: Date): number {
  return (now.getTime() - profile.createdAt.getTime()) / HOUR_MS;
}

function lastProfileText({ lastProfile, now }: Situation): string {
  return lastProfile ? `the last one is ${daysText(ageHours(lastProfile, now) / 24)} old` : 'there is no profile yet';
}

/** Such as `tier 1`. */
function tierText(tier: Tier): string {
  return tier.replace(/\d/, ' $&');
}

/** In days if the threshold is a number of days, else in hours. */
function ageAndThreshold(ageInHours: number, thresholdHours: number, tier: Tier): string {
  const isInDays = thresholdHours % 24 === 0;
  const age = isInDays ? daysText(ageInHours / 24) : hoursText(ageInHours);
  const threshold = isInDays
    ? `${thresholdHours / 24} ${thresholdHours === 24 ? 'day' : 'days'}`
    : `${thresholdHours} h`;
  return `The last profile is ${age} old; the threshold of ${tierText(tier)} is ${threshold}.`;
}

function daysText(days: number): string {
  return days < 1 ? 'less than 1 day' : round(days) === '1' ? '1 day' : `${round(days)} days`;
}

function hoursText(hours: number): string {
  return hours < 1 ? 'less than 1 h' : `${round(hours)} h`;
}

/** For the reason only; comparisons use the unrounded value. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Whether a text names a rule: rules of older versions may no longer exist. */
export function isProfilingRule(rule: string): rule is ProfilingRule {
  return PROFILING_RULES.some((known) => known === rule);
}
