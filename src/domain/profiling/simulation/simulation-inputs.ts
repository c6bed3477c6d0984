import { createEvent } from '../../../events/schemas/create-event.ts';
import type { Priority, Tier } from '../../../events/schemas/vocabulary.ts';
import type { ProfilingTrigger } from '../profiling-rules.ts';
import type { EntityHistory, RecordedDecision, RecordedProfile } from './profiling-history.ts';

export interface LastProfile {
  atMs: number;
  rowCount: number;
}

/** Those that depend only on what happened, and those that the scheduler runs of the period led to. */
export function splitDecisions(decisions: readonly RecordedDecision[], fromMs: number) {
  const given: RecordedDecision[] = [];
  const scheduled = new Map<number, RecordedDecision>();
  for (const decision of decisions) {
    const passMs = decision.event && isOfScheduler(decision.event) ? Date.parse(decision.event.createdAt) : undefined;
    if (passMs !== undefined && passMs >= fromMs) scheduled.set(passMs, decision);
    else given.push(decision);
  }
  return { given, scheduled };
}

/** Whether the scheduler reported it, rather than a person who requested a profile. */
export function isOfScheduler({ type, source }: ProfilingTrigger): boolean {
  return type === 'metadata.profile.due' && source === 'kernel.scheduler';
}

/** Profiles of redelivered dead letters: they are made under any policy. */
export function profilesOfNoDecision(
  { decisions, profiles, openRunId }: EntityHistory,
  fromMs: number,
): RecordedProfile[] {
  const known = new Set([openRunId, ...decisions.map(({ runId }) => runId)]);
  return profiles.filter(({ createdAtMs, runId }) => createdAtMs >= fromMs && !known.has(runId));
}

/** The last profile made before a time; null: there was none. */
export function lastBefore(profiles: readonly RecordedProfile[], atMs: number): LastProfile | null {
  const profile = profiles.findLast(({ createdAtMs }) => createdAtMs < atMs);
  return profile ? { atMs: profile.createdAtMs, rowCount: profile.rowCount } : null;
}

/** The profile made nearest to a time; of two at the same distance, the earlier one. */
export function nearest(profiles: readonly RecordedProfile[], atMs: number): RecordedProfile | undefined {
  const next = profiles.findIndex(({ createdAtMs }) => createdAtMs >= atMs);
  const [before, after] = next === -1 ? [profiles.at(-1)] : [profiles[next - 1], profiles[next]];
  if (!before || !after) return before ?? after;
  return atMs - before.createdAtMs <= after.createdAtMs - atMs ? before : after;
}

/** Index of the first that is not below the value. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The due event of the simulated scheduler. */
export function dueEvent(canonicalKey: string, tier: Tier, priority: Priority, atMs: number): ProfilingTrigger {
  return createEvent({
    type: 'metadata.profile.due',
    tenantId: 'simulated',
    source: 'kernel.scheduler',
    createdAt: new Date(atMs),
    payload: { entityType: 'METADATA', entityId: 'simulated', canonicalKey, tier, priority, reason: 'SCHEDULE' },
  });
}
