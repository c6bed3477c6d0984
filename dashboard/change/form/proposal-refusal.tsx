import { AlertTriangle } from 'lucide-react';
import type { ReactNode } from 'react';

import type { ChangeKind } from '../../gql/types.ts';
import { ApprovalLink } from '../../links/approval-link.tsx';
import { text } from '../../text/text.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { type Issue, sentence } from '../model/problems.ts';
import type { RequestState } from './use-request.ts';

export interface ProposalRefusalProps {
  kind: ChangeKind;
  state: Pick<RequestState, 'refusal' | 'error'>;
  /** Issues that stand beside no field. */
  issues: readonly Issue[];
  onRetry: () => void;
}

/** Why a request was not accepted, and what to do. What was written is still there. */
export function ProposalRefusal({ kind, state: { refusal, error }, issues, onRetry }: ProposalRefusalProps) {
  const words = text.change.refused;
  if (error) return <ErrorNote error={error} onRetry={onRetry} />;
  if (!refusal) return null;
  switch (refusal.__typename) {
    case 'ValidationError':
      return (
        <Note title={words.invalid}>
          {issues.length > 0 && (
            <ul className="list-disc pl-4">
              {issues.map((issue) => (
                <li key={`${issue.path.join('.')} ${issue.message}`}>{sentence(issue)}</li>
              ))}
            </ul>
          )}
        </Note>
      );
    case 'ConflictError': {
      const { currentApproval: open } = refusal;
      return (
        <Note title={refusal.message}>
          {open ? words.openRequest : words.conflict[kind]}{' '}
          {open && (
            <ApprovalLink approvalId={open.id} look="note">
              {text.change.openRequest}
            </ApprovalLink>
          )}
        </Note>
      );
    }
    case 'ForbiddenError':
      return <Note title={refusal.message}>{words.forbidden}</Note>;
    case 'NotFoundError':
      return <Note title={refusal.message}>{words.notFound}</Note>;
  }
}

function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="alert" className="flex gap-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
      <AlertTriangle aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 break-words">
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </div>
  );
}
