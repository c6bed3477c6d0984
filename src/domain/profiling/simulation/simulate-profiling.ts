import type { Tier } from '../../../events/schemas/vocabulary.ts';
import { duePriority, type ProfilingPolicy, thresholdMs } from '../profiling-policy.ts';
import { evaluate, type ProfilingRule, type ProfilingTrigger } from '../profiling-rules.ts';
import {
  type EntityHistory,
  type RecordedDecision,
  stateAt,
  type Tally,
  tallyEnd,
  type TimeSpan,
} from './profiling-history.ts';
import { createSimulatedStreak } from './simulated-streak.ts';
import {
  dueEvent,
  isOfScheduler,
  lastBefore,
  type LastProfile,
  lowerBound,
  nearest,
  profilesOfNoDecision,
  splitDecisions,
} from './simulation-inputs.ts';

/** After this many steps, the caller may let other work run. */
const STEPS_BETWEEN_PAUSES = 500;
/** The code of a failure of which none was recorded. */
const UNKNOWN = 'UNKNOWN';
/** Decisions that no threshold changes: they stay as they were. */
const FIXED_RULES: readonly ProfilingRule[] = [
  'ENTITY_NOT_ACTIVE',
  'NO_DATASET',
  'DATASET_NOT_BOUND',
  'ENTITY_UNKNOWN',
];

export interface SimulationSpan extends TimeSpan {
  /** When the scheduler looked for stale profiles, in order. */
  schedulerRunsMs: readonly number[];
}

/** An open run, and the profile that it will make; null: it fails. */
interface OpenRun {
  runId: string | undefined;
  endsMs: number;
  profile: { number: number | undefined; rowCount: number } | null;
  /** If it fails. */
  errorCode: string;
}

/** Something to evaluate next: a recorded event, or a due event of the simulated scheduler. */
interface Trial {
  atMs: number;
  event: ProfilingTrigger | null;
  tier: Tier;
  recorded: RecordedDecision | undefined;
}

/**
 * Evaluates the recorded events of an entity again under another policy, and adds the results to the tally. The effects
 * of one decision are part of the state in which the next is made:
 *
 * - A profile that the simulation makes resets the age and the row count. If the same event really led to a run, the
 *   simulated run ends as that one did, at the same time and with the same rows, or fails with it. Any other run takes
 *   its duration and rows from the entity's nearest real profile; an entity that never had one cannot be measured here
 *   either.
 * - The recorded due events of the scheduler resulted from the old thresholds. They are left out. Instead, the entity
 *   is examined again at each scheduler run, as it was then: tier, dataset, active or not. A due event that results is
 *   evaluated when its recorded counterpart was, or else at once. What fails is due after the pause that follows from
 *   how often it has failed, unless its tier or dataset has changed since; other changes of the entity are not known here.
 * - A trigger during a run joins it. Runs that were not started by a decision of the period stay as they were.
 * - What was refreshed, approved or requested, and when, does not depend on the policy. Neither does the load on the
 *   queue.
 *
 * Under the policy of the recorded decisions, the same decisions result. Yields from time to time.
 */
export function* simulateProfiling(
  history: EntityHistory,
  { fromMs, toMs, schedulerRunsMs }: SimulationSpan,
  policy: ProfilingPolicy,
  tally: Tally,
): Generator<undefined, void> {
  const { decisions, profiles, runEndsMs } = history;
  const profileOfRun = new Map(profiles.map((profile) => [profile.runId, profile]));
  const { given, scheduled } = splitDecisions(decisions, fromMs);
  const strangers = profilesOfNoDecision(history, fromMs);
  const shortestThresholdMs = Math.min(...history.states.map(({ tier }) => thresholdMs(policy, tier)));

  let last: LastProfile | null = lastBefore(profiles, fromMs);
  const streak = createSimulatedStreak(history);
  let open: OpenRun | null = history.openRunId === null ? null : realRun(history.openRunId);
  let due: Trial | null = null;
  let pass = 0;
  let nextGiven = 0;
  let nextStranger = 0;

  function realRun(runId: string): OpenRun {
    const profile = profileOfRun.get(runId);
    return {
      runId,
      endsMs: profile?.createdAtMs ?? runEndsMs.get(runId) ?? Infinity,
      profile: profile ?? null,
      errorCode: history.runErrors?.get(runId) ?? UNKNOWN,
    };
  }

  function simulatedRun(atMs: number): OpenRun {
    const profile = nearest(profiles, atMs);
    const errorCode = streak.errorCode() ?? UNKNOWN;
    if (!profile) return { runId: undefined, endsMs: atMs, profile: null, errorCode };
    return {
      runId: undefined,
      errorCode,
      endsMs: atMs + profile.durationMs,
      profile: { number: undefined, rowCount: profile.rowCount },
    };
  }

  /**
   * Whether the open run had ended when this was evaluated. For a real run, the record takes precedence over the times.
   */
  function hasEnded(
    { runId, endsMs, profile }: OpenRun,
    atMs: number,
    recorded: RecordedDecision | undefined,
  ): boolean {
    if (runId !== undefined && recorded) {
      if (recorded.runId !== null) return recorded.runId !== runId;
      const { comparedWith } = recorded;
      if (profile?.number !== undefined && comparedWith !== undefined)
        return comparedWith !== null && profile.number <= comparedWith;
    }
    return endsMs <= atMs;
  }

  function keepProfile(atMs: number, rowCount: number, isReal: boolean): void {
    if (atMs < toMs) tally.profiled(stateAt(history, atMs).tier, last && atMs - last.atMs, isReal);
    last = { atMs, rowCount };
    streak.end();
  }

  function advance(atMs: number, recorded?: RecordedDecision): void {
    if (open && hasEnded(open, atMs, recorded)) {
      if (open.profile) keepProfile(open.endsMs, open.profile.rowCount, open.profile.number !== undefined);
      else streak.fail(open.endsMs, open.errorCode);
      open = null;
    }
    for (let stranger = strangers[nextStranger]; stranger && stranger.createdAtMs <= atMs;) {
      keepProfile(stranger.createdAtMs, stranger.rowCount, true);
      stranger = strangers[++nextStranger];
    }
  }

  function isDue(atMs: number): boolean {
    if (atMs < history.createdAtMs || atMs >= history.activeUntilMs) return false;
    const { tier, isMeasurable } = stateAt(history, atMs);
    if (streak.isInPause(atMs, thresholdMs(policy, tier))) return false;
    return isMeasurable && (!last || atMs - last.atMs >= thresholdMs(policy, tier));
  }

  /** The due event of the first scheduler run, up to a time, that finds the entity stale. */
  function findDue(beforeMs: number): Trial | null {
    for (let atMs = schedulerRunsMs[pass]; atMs !== undefined && atMs <= beforeMs; atMs = schedulerRunsMs[pass]) {
      advance(atMs);
      if (isDue(atMs)) {
        pass++;
        return dueAt(atMs);
      }
      const earliestMs = last ? last.atMs + shortestThresholdMs : atMs;
      pass = Math.max(pass + 1, lowerBound(schedulerRunsMs, Math.min(earliestMs, beforeMs)));
    }
    return null;
  }

  function dueAt(passMs: number): Trial {
    const recorded = scheduled.get(passMs);
    const tier = recorded?.tier ?? stateAt(history, passMs).tier;
    const lastAt = last && new Date(last.atMs);
    const priority = duePriority(policy, stateAt(history, passMs).tier, lastAt, new Date(passMs));
    const isWaiting = history.dueSinceMs === passMs;
    return {
      atMs: recorded?.decidedAtMs ?? (isWaiting ? Infinity : passMs),
      event: dueEvent(history.canonicalKey, tier, priority, passMs),
      tier,
      recorded,
    };
  }

  function decide({ atMs, event, tier, recorded }: Trial): void {
    advance(atMs, recorded);
    const evaluation =
      recorded && (!event || FIXED_RULES.includes(recorded.rule))
        ? recorded
        : event && evaluateBy(policy, event, { history, tier, last, atMs });
    if (!evaluation) return;
    const { profiled, rule } = evaluation;
    tally.decided({
      atMs,
      tier,
      rule,
      profiled,
      joined: profiled && open !== null,
      eventOffset: recorded?.eventOffset,
    });
    if (!profiled || open) return;
    open = recorded?.runId == null ? simulatedRun(atMs) : realRun(recorded.runId);
  }

  // A due event from before the period keeps the scheduler from reporting the entity until it is evaluated.
  const carriedOver = given.find(({ event }) => event && isOfScheduler(event));
  if (carriedOver) pass = lowerBound(schedulerRunsMs, carriedOver.decidedAtMs);
  for (let steps = 1; ; steps++) {
    if (steps % STEPS_BETWEEN_PAUSES === 0) yield;
    const recorded = given[nextGiven];
    due ??= findDue(Math.min(recorded?.decidedAtMs ?? Infinity, toMs - 1));
    if (due && (!recorded || isBefore(due, recorded))) {
      if (due.atMs >= toMs) break;
      decide(due);
      pass = Math.max(pass, lowerBound(schedulerRunsMs, due.atMs));
      due = null;
    } else {
      if (!recorded || recorded.decidedAtMs >= toMs) break;
      const { decidedAtMs: atMs, event, tier } = recorded;
      decide({ atMs, event, tier, recorded });
      nextGiven++;
    }
  }
  advance(toMs - 1);
  tallyEnd(history, toMs, last?.atMs ?? null, tally);
}

/** Two runs in the same millisecond keep the order of their events. */
function isBefore({ atMs, recorded: twin }: Trial, { decidedAtMs, eventOffset }: RecordedDecision): boolean {
  return atMs === decidedAtMs ? !twin || twin.eventOffset < eventOffset : atMs < decidedAtMs;
}

function evaluateBy(
  policy: ProfilingPolicy,
  event: ProfilingTrigger,
  { history, tier, last, atMs }: { history: EntityHistory; tier: Tier; last: LastProfile | null; atMs: number },
) {
  const dataset = { schema: '', table: '', keyColumns: [] };
  const lastProfile = last && { createdAt: new Date(last.atMs), rowCount: last.rowCount };
  const entity = { canonicalKey: history.canonicalKey, tier, status: 'ACTIVE' as const, dataset };
  return evaluate(event, { entity, lastProfile, policy, now: new Date(atMs) });
}
