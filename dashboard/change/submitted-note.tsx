import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';

import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { sentence } from './model/problems.ts';
import type { SubmittedRequest } from './use-request.ts';

/** What happens with a request that was accepted. */
export function SubmittedNote({ request: { approval, warnings } }: { request: SubmittedRequest }) {
  const words = text.change.submitted;
  const { id, entityType, canonicalKey, kind, approvalsNeeded, requiredRole, dueAt } = approval;
  return (
    <Panel>
      <div className="flex flex-col gap-3 pt-3">
        <p role="status" className="flex items-center gap-2 text-base font-semibold">
          <CircleCheck aria-hidden size={18} className="text-good" />
          {words.title[kind]}
        </p>
        <p>
          {words.needs(approvalsNeeded, text.roles[requiredRole])}{' '}
          {dueAt != null && (
            <>
              {words.due} <Time at={dueAt} />.
            </>
          )}{' '}
          {words.meanwhile[kind]}
        </p>
        {warnings.length > 0 && (
          <ul className="rounded-md bg-warn-soft px-3 py-2 text-warn">
            {warnings.map((warning) => (
              <li key={warning.path.join('.')}>{sentence(warning)}</li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap gap-2">
          <ApprovalLink approvalId={id} look="primaryButton">
            {words.open}
          </ApprovalLink>
          {kind === 'CREATE' ? (
            <Link to="/entities" className={buttonClass()}>
              {words.entities}
            </Link>
          ) : (
            <EntityLink entity={{ entityType, canonicalKey }} look="button">
              {words.back}
            </EntityLink>
          )}
        </div>
      </div>
    </Panel>
  );
}
