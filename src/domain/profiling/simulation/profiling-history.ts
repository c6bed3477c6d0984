import type { Tier } from '../../../events/schemas/vocabulary.ts';
import type { ProfilingRule, ProfilingTrigger } from '../profiling-rules.ts';

/** Times are milliseconds since 1970: a simulation compares them by the million. */

export interface RecordedProfile {
  /** 1, 2, 3 ... for the entity. */
  number: number;
  runId: string;
  createdAtMs: number;
  rowCount: number;
  durationMs: number;
}

/** A judgement as it was made, with what it was made by. */
export interface RecordedDecision {
  decidedAtMs: number;
  eventOffset: number;
  /** Null where the event cannot be read any more. */
  event: ProfilingTrigger | null;
  profiled: boolean;
  rule: ProfilingRule;
  runId: string | null;
  tier: Tier;
  /** Number of the last profile that it was judged by; null: there was none; undefined: that was not kept. */
  comparedWith: number | null | undefined;
}

/** What an entity was, from a time on. */
export interface EntityState {
  fromMs: number;
  tier: Tier;
  /** Whether it was bound to a dataset. */
  isMeasurable: boolean;
}

/** What is known of an entity in the span of a simulation. */
export interface EntityHistory {
  canonicalKey: string;
  createdAtMs: number;
  /** When it was deprecated; Infinity: it is active. */
  activeUntilMs: number;
  /** In order; the first one holds from before the span. */
  states: readonly EntityState[];
  /** The pass whose due event waits to be judged even now; null: none does. */
  dueSinceMs: number | null;
  /** By time, from the beginning of the span to some time after its end. */
  decisions: readonly RecordedDecision[];
  /** By number: the last one before the span, and those from its beginning to some time after its end. */
  profiles: readonly RecordedProfile[];
  /** When each run of the decisions, and the one below, ended; Infinity: it has not. */
  runEndsMs: ReadonlyMap<string, number>;
  /** The run that waited or ran when the span began. */
  openRunId: string | null;
}

/** Begin, inclusive, and end, exclusive. */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** What is told of each judgement, recorded or simulated. */
export interface CountedDecision {
  atMs: number;
  tier: Tier;
  rule: ProfilingRule;
  profiled: boolean;
  /** Profiled, but by a run that waited or ran already. */
  joined: boolean;
  /** Of the recorded event; undefined: a due event that the simulated scheduler has added. */
  eventOffset: number | undefined;
}

/** Takes down what happens to one entity after the other. */
export interface Tally {
  decided(decision: CountedDecision): void;
  /** A profile was made, so long after the one before; null: it is the first one. */
  profiled(tier: Tier, ageMs: number | null): void;
  /** The span ends for the entity, so long after its last profile; null: it has none. Not told of what is not active. */
  ended(tier: Tier, ageMs: number | null): void;
}

/** What the entity was at a time. */
export function stateAt({ states }: EntityHistory, atMs: number): EntityState {
  const state = states.findLast(({ fromMs }) => fromMs <= atMs) ?? states[0];
  if (!state) throw new Error('an entity has at least one state');
  return state;
}

/** Tells the tally what really happened. */
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
      tally.profiled(stateAt(history, createdAtMs).tier, lastMs === null ? null : createdAtMs - lastMs);
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
