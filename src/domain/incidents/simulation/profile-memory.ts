import { isDrop } from '../../profiling/figures.ts';
import {
  compareWithReference,
  type LastJudged,
  type ScoredProfile,
  type ScoreVerdict,
} from '../../profiling/judging/reference-score.ts';
import { isAccepted, type Watched } from '../judging/judge-measured.ts';
import type { IncidentHistory, MeasuredProfile, SubjectState } from './incident-history.ts';

export function firstState({ states }: IncidentHistory): SubjectState {
  const [first] = states;
  if (!first) throw new Error('an entity has at least one state');
  return first;
}

/** What was kept of the entity when the period began, as far as what is known of it says so. */
export function watchAtStart(history: IncidentHistory): Watched {
  const { incidentsBefore, profilesBefore, resolutions, states, columnsNow } = history;
  const [newest] = profilesBefore;
  const since = firstState(history).boundSinceMs ?? -Infinity;
  // What is normal changes only by acceptance, or with the binding: whatever became of an incident, it knows.
  const isUnchanged =
    states.every(({ boundSinceMs }) => (boundSinceMs ?? -Infinity) === since) &&
    !resolutions.some((resolution) => resolution.cause === 'SCHEMA' && isAccepted(resolution));
  const changed = incidentsBefore.find(({ cause, openedAtMs }) => cause === 'SCHEMA' && openedAtMs >= since);
  const known = (isUnchanged ? columnsNow : null) ?? changed?.reference?.columns ?? newest?.columns ?? null;
  return { profileNumber: newest?.number ?? 0, columns: known, pendingScore: null };
}

/** Whether the measurement began when the entity had its binding already. */
export function isOfBinding({ startedAtMs }: MeasuredProfile, boundSinceMs: number | null): boolean {
  return boundSinceMs === null || startedAtMs === null || startedAtMs >= boundSinceMs;
}

/** The profile as the next one is compared with it. */
export function lastJudged({ id, qualityScore, line }: MeasuredProfile, reference: ScoredProfile | null): LastJudged {
  return { profileId: id, score: qualityScore, line, reference };
}

/** Whether a profile is a drop. One of a version that knew of no lines is compared with the profile before it alone. */
export function scoreVerdict(
  last: LastJudged | null,
  { id: profileId, qualityScore: score, line }: MeasuredProfile,
  scoreDropPercent: number,
): Pick<ScoreVerdict, 'droppedFrom'> & { reference: ScoredProfile | null } {
  if (line) return compareWithReference(last, { profileId, score, line }, scoreDropPercent);
  const droppedFrom = last && isDrop(last.score, score, scoreDropPercent) ? last : null;
  return { droppedFrom, reference: null };
}
