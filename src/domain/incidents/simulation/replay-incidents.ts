import { isExcluded } from '../../monitoring/is-excluded.ts';
import type { MonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import { dropPercentOf } from '../../profiling/figures.ts';
import type { LastJudged } from '../../profiling/judging/reference-score.ts';
import type { TimeSpan } from '../../profiling/simulation/profiling-history.ts';
import { HOUR_MS } from '../../time-units.ts';
import { judgeFailure } from '../conditions/judge-failure.ts';
import { judgeFreshness } from '../conditions/judge-freshness.ts';
import { VOLUME_PROFILES } from '../conditions/judge-volume.ts';
import { fine, type Verdicts } from '../conditions/verdict.ts';
import { ENDED } from '../judging/incident-progress.ts';
import { judgeDrop } from '../judging/judge-drop.ts';
import { isAccepted, judgeMeasured, knownColumns } from '../judging/judge-measured.ts';
import type { IncidentHistory, MeasuredProfile, ShownBy, SubjectState } from './incident-history.ts';
import { isWatched, type LateAlarm, lateAlarms, type Refreshes, type TableName } from './late-alarms.ts';
import { firstState, isOfBinding, lastJudged, scoreVerdict, watchAtStart } from './profile-memory.ts';
import { type FreshnessBound, inTimeAgainMs, isInTime } from './refresh-timeline.ts';
import { createReplayedIncidents, type ReplayedIncident } from './replayed-incidents.ts';

export interface ReplayParts {
  history: IncidentHistory;
  policy: MonitoringPolicy;
  refreshes: Refreshes;
  span: TimeSpan;
}

export interface IncidentReplay {
  /** Takes the entity's profiles of the period, in order. */
  measured(profile: MeasuredProfile): void;
  /** At the end of the period: its incidents, also those from before it. */
  end(): readonly ReplayedIncident[];
}

/** Something that happens at a time, apart from profiles. */
interface Fact {
  atMs: number;
  happen: () => void;
}

/**
 * Judges what was recorded about an entity again under a policy, in the order in which it happened, by the conditions by
 * which the server judges:
 *
 * - It begins with the incidents as they were when the period began. What was normal then is what the last profiles and
 *   incidents before it show.
 * - Each profile that was made is judged at the time at which it was made, and a drop of its score with it. Whether the
 *   policy would have led to it does not matter: what others would have shown is not known.
 * - What people resolved is resolved at the same time if it is open, and what they accepted is normal from then on.
 * - Whether a table is late is looked at every minute.
 *
 * Under the policy by which the server judged, the same incidents result.
 */
export function createIncidentReplay({ history, policy, refreshes, span }: ReplayParts): IncidentReplay {
  const { canonicalKey: name, profilesBefore } = history;
  const incidents = createReplayedIncidents(history.incidentsBefore, policy);
  let state = firstState(history);
  let recent = profilesBefore.slice(0, VOLUME_PROFILES.most);
  let last: LastJudged | null = recent[0] ? lastJudged(recent[0], recent[0].reference) : null;
  let watch = watchAtStart(history);
  const facts = factsOf();
  let nextFact = 0;

  function factsOf(): Fact[] {
    const changes = history.states.slice(1).map((changed) => ({
      atMs: changed.fromMs,
      happen: () => {
        become(changed);
      },
    }));
    const failures = history.failures.map(({ atMs, payload }) => ({
      atMs,
      happen: () => {
        judge({ PROFILE_FAILED: judgeFailure(payload) }, atMs);
      },
    }));
    const resolutions = history.resolutions.map(({ atMs, cause, resolution }) => ({
      atMs,
      happen: () => {
        incidents.resolveBy(cause, atMs, resolution);
      },
    }));
    const late = lateAlarms(history, policy, refreshes).map((alarm) => ({
      atMs: alarm.atMs,
      happen: () => {
        beLate(alarm);
      },
    }));
    return [...changes, ...failures, ...resolutions, ...late].sort((one, other) => one.atMs - other.atMs);
  }

  function become(changed: SubjectState): void {
    state = changed;
    incidents.become(changed);
  }

  function judge(verdicts: Verdicts, atMs: number, shown?: ShownBy): void {
    const { dataset } = state;
    const isCovered = history.entityType === 'BUSINESS_RULE' && dataset && history.isCovered('column', dataset, atMs);
    incidents.apply(verdicts, {
      atMs,
      state,
      ...(shown && { shown }),
      ...(isCovered && { endedBecause: ENDED.covered }),
    });
  }

  /** Once for each time that the table is late, unless the server has found it in time again meanwhile. */
  function beLate({ atMs, stretch: { times }, state: lateState }: LateAlarm): void {
    const { dataset } = lateState;
    if (!dataset || incidents.isToldOf(dataset, times.refreshedAt)) return;
    const verdict = judgeFreshness({ ...times, ...boundOf(dataset, lateState), now: new Date(atMs) });
    incidents.apply({ FRESHNESS: verdict }, { atMs, state: lateState });
  }

  function boundOf({ schema, table }: TableName, { tier, freshnessHours }: SubjectState): FreshnessBound {
    return { table: `${schema}.${table}`, policy: policy.tiers[tier], freshnessHours };
  }

  /** When the table of the open incident is in time again; Infinity: never, or there is no such incident. */
  function inTimeMs(): number {
    const late = incidents.newest('FRESHNESS');
    if (!late || late.status === 'RESOLVED' || late.boundSchema === null || late.boundTable === null) return Infinity;
    const table = { schema: late.boundSchema, table: late.boundTable };
    const [timeline, bound] = [refreshes.of(table), boundOf(table, state)];
    const refreshedMs = inTimeAgainMs(timeline, bound, Math.max(late.openedAtMs, state.fromMs, span.fromMs - 1));
    // By another bound than the one by which it was late: the server looks at it every hour.
    const otherMs = Math.max(state.fromMs, span.fromMs);
    const lookMs = late.openedAtMs + HOUR_MS * (Math.floor((otherMs - late.openedAtMs) / HOUR_MS) + 1);
    const isOther = late.openedAtMs < otherMs && isWatched(history, state, lookMs) && isInTime(timeline, bound, lookMs);
    return isOther ? Math.min(lookMs, refreshedMs) : refreshedMs;
  }

  /** Whatever happens through that time, in order. */
  function settle(throughMs: number): void {
    for (;;) {
      const fact = facts[nextFact];
      const freshMs = inTimeMs();
      if (freshMs <= Math.min(fact?.atMs ?? Infinity, throughMs)) {
        incidents.apply({ FRESHNESS: fine('The table is in time again.') }, { atMs: freshMs, state });
      } else if (fact && fact.atMs <= throughMs) {
        fact.happen();
        nextFact++;
      } else return;
    }
  }

  return {
    measured(profile) {
      settle(profile.createdAtMs);
      const { createdAtMs: atMs, number } = profile;
      const verdict = scoreVerdict(last, profile, policy.tiers[state.tier].scoreDropPercent);
      const previousScore = verdict.droppedFrom?.score;
      last = lastJudged(profile, verdict.reference);
      const completed: Verdicts = { PROFILE_FAILED: fine('A profile was completed.') };
      const { dataset, boundSinceMs, tier } = state;
      const isOwn = isOfBinding(profile, boundSinceMs);
      if (dataset && isOwn && number > watch.profileNumber) {
        const previous = recent.filter((each) => isOfBinding(each, boundSinceMs));
        const since = incidents.since(boundSinceMs);
        const [volume, schema] = [since.get('VOLUME'), since.get('SCHEMA')];
        const accepted = isAccepted(schema) ? schema?.shown?.columns : undefined;
        const normal = knownColumns(since, watch, previous, accepted) ?? previous[0]?.columns ?? profile.columns;
        const judged = judgeMeasured({
          ...{ profile, name, dataset, policy: policy.tiers[tier], watch, last: since, previous, normal },
          acceptedVolume: isAccepted(volume) ? (volume?.shown ?? undefined) : undefined,
          ownMinimums: profile.ownMinimums,
          isScoreJudged: false,
        });
        // What is opened keeps its own reference.
        const isKept = judged.watch.pendingScore !== null && isExcluded(policy, tier, new Date(atMs));
        watch = { ...judged.watch, profileNumber: number, ...(!isKept && { pendingScore: null }) };
        judge({ ...judged.verdicts, ...completed }, atMs, profile);
      } else judge(completed, atMs);
      // Also of an entity that is bound to nothing any more.
      if (isOwn && previousScore !== undefined) drop(profile, previousScore);
      recent = [profile, ...recent].slice(0, VOLUME_PROFILES.most);
    },
    end() {
      settle(span.toMs - 1);
      return incidents.all;
    },
  };

  /** As the drop is announced after the profile. */
  function drop(profile: MeasuredProfile, previousScore: number): void {
    const { createdAtMs: atMs, qualityScore: score, number } = profile;
    const { tier, boundSinceMs } = state;
    const seenBy = incidents.since(boundSinceMs).get('SCORE')?.shown?.number;
    if (seenBy !== undefined && seenBy >= number) return;
    const dropPercent = dropPercentOf(previousScore, score);
    const verdict = judgeDrop({ previousScore, dropPercent, score, isLatest: true, name, policy: policy.tiers[tier] });
    if (verdict.kind !== 'TROUBLE') return;
    if (isExcluded(policy, tier, new Date(atMs))) watch = { ...watch, pendingScore: previousScore };
    judge({ SCORE: verdict }, atMs, profile);
  }
}
