import type { ApprovalStatus } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';

const TONES: Readonly<Record<ApprovalStatus, Tone>> = {
  PENDING: 'accent',
  APPROVED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

/** How a request stands; an approved one also whether its change is in force. */
export function RequestStatus({ request }: { request: { status: ApprovalStatus; appliedAt: string | null } }) {
  const { status, appliedAt } = request;
  const isApplying = status === 'APPROVED' && appliedAt === null;
  return <Badge tone={TONES[status]}>{isApplying ? text.approvals.applying : text.approvals.statuses[status]}</Badge>;
}

/** How a change set stands as a whole. */
export function SetStatus({ set: { status } }: { set: { status: ApprovalStatus } }) {
  return <Badge tone={TONES[status]}>{text.approvals.statuses[status]}</Badge>;
}
