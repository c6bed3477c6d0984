import type { Tier } from '../../../events/schemas/vocabulary.ts';
import type { ProfilingRule, ProfilingTrigger } from '../profiling-rules.ts';

/** Times are milliseconds since 1970, because a simulation compares millions of them. */

export interface RecordedProfile {
  /** 1, 2, 3 … for the entity. */
  number: number;
  runId: string;
  createdAtMs: number;
  rowCount: number;
  durationMs: number;
}

/** A stored decision, and the inputs of its evaluation. */
export interface RecordedDecision {
  decidedAtMs: number;
  eventOffset: number;
  /** Null if the event can no longer be read. */
  event: ProfilingTrigger | null;
  profiled: boolean;
  rule: ProfilingRule;
  runId: string | null;
  tier: Tier;
  /**
   * Number of the last profile with which the event was compared; null: there was none; undefined: it was not stored.
   */
  comparedWith: number | null | undefined;
}

/** Failures in a row with the same code. */
export interface RecordedStreak {
  /** When the last one was. */
  atMs: number;
  failures: number;
  errorCode: string;
}

/** State of an entity from some time on. */
export interface EntityState {
  fromMs: number;
  tier: Tier;
  /** Whether it was bound to a dataset. */
  isMeasurable: boolean;
}

/** What is known of an entity in the period of a simulation. */
export interface EntityHistory {
  canonicalKey: string;
  createdAtMs: number;
  /** When it was deprecated; Infinity: it is active. */
  activeUntilMs: number;
  /** In order; the first state holds from before the period. */
  states: readonly EntityState[];
  /** The scheduler run whose due event still waits to be evaluated; null: there is none. */
  dueSinceMs: number | null;
  /** By time, from the beginning of the period to some time after its end. */
  decisions: readonly RecordedDecision[];
  /** By number: the last one before the period, and those from its beginning to some time after its end. */
  profiles: readonly RecordedProfile[];
  /** When each run of the decisions, and the run below, ended; Infinity: it has not ended. */
  runEndsMs: ReadonlyMap<string, number>;
  /** Why each of these runs failed; those that are left out did not, or the reason is not known. */
  runErrors?: ReadonlyMap<string, string>;
  /** The run that waited or ran when the period began. */
  openRunId: string | null;
  /** How its profiles were failing when the period began; null or left out: the last one did not fail. */
  failingBefore?: RecordedStreak | null;
}

/** Beginning, inclusive, and end, exclusive. */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** What is recorded for each decision, real or simulated. */
export interface CountedDecision {
  atMs: number;
  tier: Tier;
  rule: ProfilingRule;
  profiled: boolean;
  /** Profiled, but by a run that already waited or ran. */
  joined: boolean;
  /** Offset of the recorded event; undefined: a due event that the simulated scheduler has added. */
  eventOffset: number | undefined;
}

/** Collects what happens, entity by entity. */
export interface Tally {
  decided(decision: CountedDecision): void;
  /**
   * A profile was made this long after the previous one; null: it is the first. `isReal`: it was really made, so that its
   * figures are known.
   */
  profiled(tier: Tier, ageMs: number | null, isReal: boolean): void;
  /**
   * The period ends for the entity, this long after its last profile; null: it has none. Not called for entities that
   * are not active.
   */
  ended(tier: Tier, ageMs: number | null): void;
}

/** State of the entity at a time. */
export function stateAt({ states }: EntityHistory, atMs: number): EntityState {
  const state = states.findLast(({ fromMs }) => fromMs <= atMs) ?? states[0];
  if (!state) throw new Error('an entity has at least one state');
  return state;
}

/** Adds what really happened to the tally. */
export function tallyRecorded(history: EntityHistory, { fromMs, toMs }: TimeSpan, tally: Tally): void {
  const runs = new Set([history.openRunId]);
  for (const { decidedAtMs, tier, rule, profiled, runId, eventOffset } of history.decisions) {
    if (decidedAtMs >= toMs) break;
    tally.decided({ atMs: decidedAtMs, tier, rule, profiled, joined: profiled && runs.has(runId), eventOffset });
    if (profiled) runs.add(runId);
  }
  let lastMs: number | null = null;
  for (const { createdAtMs } of history.profiles) {
    if (createdAtMs >= toMs) break;
    if (createdAtMs >= fromMs) {
      tally.profiled(stateAt(history, createdAtMs).tier, lastMs === null ? null : createdAtMs - lastMs, true);
    }
    lastMs = createdAtMs;
  }
  tallyEnd(history, toMs, lastMs, tally);
}

export function tallyEnd(history: EntityHistory, toMs: number, lastMs: number | null, tally: Tally): void {
  const { tier, isMeasurable } = stateAt(history, toMs);
  if (!isMeasurable || history.createdAtMs >= toMs || history.activeUntilMs < toMs) return;
  tally.ended(tier, lastMs === null ? null : toMs - lastMs);
}
