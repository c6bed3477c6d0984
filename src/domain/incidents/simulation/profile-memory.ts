import { isDrop } from '../../profiling/figures.ts';
import {
  judgeScore,
  type LastJudged,
  type ScoredProfile,
  type ScoreVerdict,
} from '../../profiling/judging/reference-score.ts';
import type { Watched } from '../judging/judge-measured.ts';
import type { IncidentHistory, MeasuredProfile, SubjectState } from './incident-history.ts';

export function firstState({ states }: IncidentHistory): SubjectState {
  const [first] = states;
  if (!first) throw new Error('an entity has at least one state');
  return first;
}

/** What was kept of the entity when the period began, as far as its profiles and incidents say so. */
export function watchAtStart(
  { incidentsBefore, profilesBefore }: IncidentHistory,
  { boundSinceMs }: SubjectState,
): Watched {
  const [newest] = profilesBefore;
  // What is normal changes only by acceptance: whatever became of the incident, it knows.
  const changed = incidentsBefore.find(
    ({ cause, openedAtMs }) => cause === 'SCHEMA' && openedAtMs >= (boundSinceMs ?? -Infinity),
  );
  return {
    profileNumber: newest?.number ?? 0,
    columns: changed?.reference?.columns ?? newest?.columns ?? null,
    pendingScore: null,
  };
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
  if (line) return judgeScore(last, { profileId, score, line }, scoreDropPercent);
  const droppedFrom = last && isDrop(last.score, score, scoreDropPercent) ? last : null;
  return { droppedFrom, reference: null };
}
