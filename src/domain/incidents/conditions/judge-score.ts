import type { Severity } from '../../entities/entity-definition.ts';
import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import { dropPercentOf, gradeOf, isDrop } from '../../profiling/figures.ts';
import { percentText } from './figure-text.ts';
import { fine, trouble, UNKNOWN, type Verdict } from './verdict.ts';

export interface ScoreJudged {
  score: number;
  /** From which it fell; null: it is not known to have fallen. */
  reference: number | null;
  /** Canonical key of the entity, for the sentence. */
  name: string;
  policy: Pick<TierMonitoringPolicy, 'scoreDropPercent'>;
}

/** Whether the score still lies below that from which it fell, by more than the bound of a drop. */
export function judgeScore({ score, reference, name, policy }: ScoreJudged): Verdict {
  if (reference === null || reference === 0) return UNKNOWN;
  if (!isDrop(reference, score, policy.scoreDropPercent)) {
    return fine(`The quality score of ${name} is ${score}, after ${reference} before the drop.`);
  }
  const drop = dropPercentOf(reference, score);
  const summary = `The quality score of ${name} fell from ${reference} to ${score} (by ${percentText(drop)}, at most ${percentText(policy.scoreDropPercent)} is allowed).`;
  return trouble(severityOf(score), summary, { reference: { score: reference } });
}

function severityOf(score: number): Severity {
  const grade = gradeOf(score);
  return grade === 'F' ? 'CRITICAL' : grade === 'D' || grade === 'C' ? 'ERROR' : 'WARNING';
}
