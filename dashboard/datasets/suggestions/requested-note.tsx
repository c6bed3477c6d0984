import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';

import { ApprovalLink } from '../../links/approval-link.tsx';
import { LOOKS } from '../../links/link-looks.ts';
import { datasetsText } from '../../text/datasets.ts';
import type { RequestedRule } from './request-dialog.tsx';

const NAMED = 10;

/** What was requested just now; the dialog that did it is gone. */
export function RequestedNote({ rules }: { rules: readonly RequestedRule[] }) {
  const words = datasetsText.request;
  return (
    <div role="status" className="rounded-md bg-good-soft px-3 py-2 text-good empty:hidden">
      {rules.length > 0 && (
        <p className="flex items-start gap-2">
          <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0" />
          <span className="min-w-0">
            {words.sent(rules.length)}{' '}
            {rules.slice(0, NAMED).map(({ id, canonicalKey }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <ApprovalLink approvalId={id} look="note">
                  {canonicalKey}
                </ApprovalLink>
              </span>
            ))}
            {rules.length > NAMED && ` ${words.more(rules.length - NAMED)}`}
            {[...new Set(rules.map(({ changeSetId }) => changeSetId))].map((changeSetId) => (
              <Link
                key={changeSetId}
                to="/approvals/sets/$changeSetId"
                params={{ changeSetId }}
                className={`${LOOKS.note} block w-fit`}
              >
                {words.openSet}
              </Link>
            ))}
          </span>
        </p>
      )}
    </div>
  );
}
