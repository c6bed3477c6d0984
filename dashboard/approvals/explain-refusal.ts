import type { ApprovalStatus } from '../gql/types.ts';
import { formatClock } from '../text/format.ts';
import { text } from '../text/text.ts';

/** Why the server did not do what was asked of a request; who was first, if somebody was. */
export interface Refusal {
  message: string;
  issues?: readonly { message: string }[];
  decidedBy?: { actorId: string } | null;
  decidedAt?: string | null;
  currentApproval?: { status: ApprovalStatus } | null;
}

/** In a sentence for who was refused. */
export function explainRefusal({ message, issues, decidedBy, decidedAt, currentApproval }: Refusal): string {
  if (decidedBy && currentApproval) {
    const when = decidedAt == null ? undefined : formatClock(new Date(decidedAt));
    return text.approvals.lostRace(decidedBy.actorId, currentApproval.status, when);
  }
  if (issues && issues.length > 0) return issues.map((issue) => issue.message).join(' ');
  return message;
}
