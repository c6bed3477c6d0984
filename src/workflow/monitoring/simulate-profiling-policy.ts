import type { Clock } from '../../domain/clock.ts';
import type { FieldChange } from '../../domain/entities/entity.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { type MonitoringPolicy, profilingPolicyOf } from '../../domain/monitoring/monitoring-policy.ts';
import { diffOfPolicies, type PolicyContent } from '../../domain/monitoring/policy-change.ts';
import type { ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { type Tally, tallyRecorded } from '../../domain/profiling/simulation/profiling-history.ts';
import { createProfilingTally, type ProfilingOutcome } from '../../domain/profiling/simulation/profiling-outcome.ts';
import { simulateProfiling } from '../../domain/profiling/simulation/simulate-profiling.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import { type Db, drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import type { EntityKey } from '../../store/entities/list/entity-key.ts';
import { pageOfEntities } from '../../store/entities/list/entity-pages.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { findProposal } from '../../store/monitoring/policy-proposals.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';
import { countDecisions } from '../../store/profiling/decisions.ts';
import { findHistories } from '../../store/profiling/profiling-history.ts';
import { findSchedulerRuns } from '../../store/profiling/scheduler-runs.ts';
import { done, invalid, type Outcome } from '../outcome.ts';
import { createPause } from './pause.ts';
import { parseChange } from './propose-policy.ts';
import type { IncidentQuestion } from './simulate-incidents.ts';

/** Most recorded decisions that one simulation reads. */
export const MAX_RECORDED_DECISIONS = 100_000;
/** Most decisions of a simulated policy. */
const MAX_SIMULATED_DECISIONS = 500_000;
const MAX_DAYS = 3_650;
const PAGE_SIZE = 100;

export interface PolicyQuestion {
  from: Date;
  /** If left out: now. */
  to?: Date | undefined;
  thresholdDays?: Partial<Record<Tier, number>> | undefined;
  refreshRatio?: number | undefined;
  refreshMaxAgeHours?: number | undefined;
  /** Instead of these figures: a change as `policyChangeSchema`. */
  change?: unknown;
  /** Instead of these figures: a proposal. */
  proposalId?: string | undefined;
}

export interface PolicyAnswer {
  from: Date;
  to: Date;
  policy: ProfilingPolicy;
  policyInForce: ProfilingPolicy;
  /** What differs between the two. */
  changes: FieldChange[];
  /** What really happened. */
  recorded: ProfilingOutcome;
  /** What the simulation gives for the policy in force, which shows how accurate it is. */
  inForce: ProfilingOutcome;
  simulated: ProfilingOutcome;
  /** For `simulateIncidents`. */
  incidents: IncidentQuestion;
}

export type SimulateOutcome = Outcome<PolicyAnswer, 'invalid'>;

export interface SimulateParts {
  database: Database;
  log: StoredEventLog;
  policies: Pick<StoredPolicies, 'read' | 'defaults'>;
  clock: Clock;
}

/**
 * What other thresholds would have meant for the recorded events of a tenant; `simulateProfiling` says how it works. It
 * changes nothing. It reads entities page by page with what happened to them, keeps no more than a page in memory, and
 * lets other work of the process run in between.
 */
export async function simulateProfilingPolicy(
  parts: SimulateParts,
  { tenantId }: Viewer,
  question: PolicyQuestion,
): Promise<SimulateOutcome> {
  const { database, clock, policies } = parts;
  const now = clock();
  const { from, to = now } = question;
  const db = drizzleOn(database);
  const current = await policies.read(db, tenantId);
  const asked = await askedPolicy(db, tenantId, question, current);
  const issues = [...issuesOf(question, now), ...('issues' in asked ? asked.issues : [])];
  if (issues.length > 0 || 'issues' in asked) return invalid(issues);
  const inForce = profilingPolicyOf(current);
  const policy = profilingPolicyOf(asked.content);

  const decisions = await countDecisions(db, tenantId, { from, to });
  if (decisions.count > MAX_RECORDED_DECISIONS) {
    const message = `the period has ${decisions.count} decisions; a simulation handles at most ${MAX_RECORDED_DECISIONS}`;
    return invalid([{ path: ['from'], message }]);
  }
  const span = {
    fromMs: from.getTime(),
    toMs: to.getTime(),
    schedulerRunsMs: await findSchedulerRuns(db, tenantId, { from, to, defaultZone: policies.defaults.timeZone }),
  };
  const tallies = { recorded: createProfilingTally(inForce), inForce: createProfilingTally(inForce) };
  const simulated = createProfilingTally(inForce);
  let count = 0;
  const profiles = { recorded: 0, simulated: 0, simulatedReal: 0 };
  const recorded: Tally = {
    ...tallies.recorded,
    profiled(...profile) {
      profiles.recorded++;
      tallies.recorded.profiled(...profile);
    },
  };
  const counted: Tally = {
    ...simulated,
    decided(decision) {
      count++;
      simulated.decided(decision);
    },
    profiled(tier, ageMs, isReal) {
      profiles.simulated++;
      if (isReal) profiles.simulatedReal++;
      simulated.profiled(tier, ageMs, isReal);
    },
  };
  const pause = createPause();

  for (let after: EntityKey | undefined; ;) {
    const page = await pageOfEntities(db, tenantId, {}, { after, limit: PAGE_SIZE, backwards: false });
    const entities = page.map(({ entity }) => entity);
    for (const history of await findHistories(parts, tenantId, { entities, from, to })) {
      tallyRecorded(history, span, recorded);
      for (const [by, tally] of [
        [inForce, tallies.inForce],
        [policy, counted],
      ] as const) {
        for (const _ of simulateProfiling(history, span, by, tally)) {
          if (count > MAX_SIMULATED_DECISIONS) break;
          await pause();
        }
      }
      for (const tally of [tallies.recorded, tallies.inForce, simulated]) tally.nextEntity();
      if (count > MAX_SIMULATED_DECISIONS) {
        const message = `would lead to more than ${MAX_SIMULATED_DECISIONS} decisions; choose a shorter period`;
        return invalid([{ path: ['from'], message }]);
      }
      await pause();
    }
    after = page.at(-1)?.key;
    if (page.length < PAGE_SIZE) break;
  }
  for (const tally of [tallies.recorded, tallies.inForce, simulated]) {
    for (const { rule, count } of decisions.aboutNone) tally.decidedAboutNone(rule, count);
  }
  return done({
    from,
    to,
    policy,
    policyInForce: inForce,
    changes: diffOfPolicies(current, asked.content),
    recorded: tallies.recorded.outcome(),
    inForce: tallies.inForce.outcome(),
    simulated: simulated.outcome(),
    incidents: { from, to, profiles, inForce: current, simulated: { ...asked.content, version: current.version } },
  });
}

/** The policy that a question asks about, or what is wrong with it. */
async function askedPolicy(
  db: Db,
  tenantId: string,
  { thresholdDays, refreshRatio, refreshMaxAgeHours, change, proposalId }: PolicyQuestion,
  current: MonitoringPolicy,
): Promise<{ content: PolicyContent } | { issues: readonly Issue[] }> {
  const hasFigures = [thresholdDays, refreshRatio, refreshMaxAgeHours].some((figure) => figure !== undefined);
  if ([hasFigures, change !== undefined, proposalId !== undefined].filter(Boolean).length > 1) {
    return { issues: [{ path: ['policy'], message: 'pass either policy, or proposalId, or single thresholds' }] };
  }
  if (change !== undefined) return parseChange(current, change);
  if (proposalId !== undefined) {
    const proposal = await findProposal(db, tenantId, proposalId);
    return proposal ?? { issues: [{ path: ['proposalId'], message: 'there is no such proposal' }] };
  }
  const tiers = TIERS.map((tier) => {
    const before = current.tiers[tier];
    const days = thresholdDays?.[tier];
    const changed = {
      ...before,
      staleAfterHours: days === undefined ? before.staleAfterHours : days * 24,
      cooldownHours: refreshMaxAgeHours ?? before.cooldownHours,
      rowsChangedPercent: refreshRatio === undefined ? before.rowsChangedPercent : refreshRatio * 100,
    };
    return [tier, changed] as const;
  });
  return { content: { ...current, tiers: { ...current.tiers, ...Object.fromEntries(tiers) } } };
}

function issuesOf({ from, to, thresholdDays, refreshRatio, refreshMaxAgeHours }: PolicyQuestion, now: Date): Issue[] {
  const issues: Issue[] = [];
  const within = (path: string[], value: number | undefined, max: number) => {
    if (value !== undefined && !(value >= 0 && value <= max))
      issues.push({ path, message: `must be from 0 to ${max}` });
  };
  if (from >= (to ?? now)) issues.push({ path: ['from'], message: 'must be before the end of the period' });
  if (to && to > now) issues.push({ path: ['to'], message: 'must not be in the future' });
  for (const tier of TIERS) within(['thresholdDays', tier], thresholdDays?.[tier], MAX_DAYS);
  within(['refreshRatio'], refreshRatio, 1_000_000);
  within(['refreshMaxAgeHours'], refreshMaxAgeHours, 24 * MAX_DAYS);
  return issues;
}
