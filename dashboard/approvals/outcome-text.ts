import { text } from '../text/text.ts';
import type { Tone } from '../ui/badges.tsx';
import type { DecideApprovalsMutation } from './approvals-page.generated.ts';
import { explainRefusal } from './explain-refusal.ts';

type Outcomes = Extract<
  DecideApprovalsMutation['decideApprovals'],
  { __typename: 'DecideApprovalsSuccess' }
>['outcomes'];

/** What became of one of several decisions; null if the server failed at it. */
export type Outcome = Outcomes[number];

export interface OutcomeText {
  tone: Tone;
  sentence: string;
}

/** One result, to be shown beside its request. */
export function outcomeText(outcome: Outcome): OutcomeText {
  const words = text.approvals.outcomes;
  if (!outcome) return { tone: 'bad', sentence: words.failed };
  if (outcome.__typename !== 'ApprovalDecisionSuccess') return { tone: 'warn', sentence: explainRefusal(outcome) };
  const { status, approvalsGiven, approvalsNeeded } = outcome.approval;
  if (status === 'REJECTED') return { tone: 'good', sentence: words.rejected };
  if (status === 'PENDING') return { tone: 'good', sentence: words.voted(approvalsGiven, approvalsNeeded) };
  return { tone: 'good', sentence: words.approved };
}
