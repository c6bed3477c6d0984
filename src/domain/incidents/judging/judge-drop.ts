import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import { judgeScore } from '../conditions/judge-score.ts';
import type { Verdict } from '../conditions/verdict.ts';

export interface DropJudged {
  /** As the drop was announced: the score from which it fell, and by how much. */
  previousScore: number;
  dropPercent: number;
  /** The score of the latest profile. */
  score: number;
  /** Whether that is the profile of the drop. */
  isLatest: boolean;
  /** Canonical key of the entity, for the sentence. */
  name: string;
  policy: Pick<TierMonitoringPolicy, 'scoreDropPercent'>;
}

/** Whether an announced drop is trouble: not if a later profile has recovered. */
export function judgeDrop({ previousScore, dropPercent, score, isLatest, name, policy }: DropJudged): Verdict {
  const judgedBy = (scoreDropPercent: number) =>
    judgeScore({ score, reference: previousScore, name, policy: { scoreDropPercent } });
  const verdict = judgedBy(policy.scoreDropPercent);
  // It was a drop when it was announced, whatever the policy says since.
  return verdict.kind !== 'TROUBLE' && isLatest ? judgedBy(Math.max(0, dropPercent - 0.1)) : verdict;
}
