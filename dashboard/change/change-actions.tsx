import { Link } from '@tanstack/react-router';
import { Archive, ArchiveRestore, FilePen, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';

import { useRole } from '../app/app-context.ts';
import { ApprovalLink } from '../links/approval-link.tsx';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';
import type { ChangeActionsEntityFragment } from './change.generated.ts';
import { ProfileNow } from './profile-now.tsx';

/** What a steward can do with an entity; or why the viewer cannot. */
export function ChangeActions({ entity }: { entity: ChangeActionsEntityFragment }) {
  const isSteward = useRole('STEWARD');
  const { entityType, canonicalKey, status, pendingApproval, dataset } = entity;
  if (!isSteward) return <Explanation>{text.change.needsSteward}</Explanation>;
  if (status === 'DEPRECATED' && !pendingApproval) {
    return (
      <Link
        to="/change/$entityType/$canonicalKey"
        params={{ entityType, canonicalKey }}
        search={{ kind: 'REACTIVATE' }}
        className={`${buttonClass()} self-start`}
      >
        <ArchiveRestore aria-hidden size={15} />
        {text.change.reactivate}
      </Link>
    );
  }
  if (status !== 'ACTIVE') return <Explanation>{text.change.notActive(text.statuses[status])}</Explanation>;
  return (
    // On a phone all actions of the page share their lines.
    <div className="flex min-w-0 flex-col gap-1 max-sm:contents">
      <div className="flex flex-wrap gap-2 max-sm:contents">
        {dataset && <ProfileNow entity={entity} />}
        {pendingApproval ? (
          <ApprovalLink approvalId={pendingApproval.id} look="button">
            <Hourglass aria-hidden size={15} />
            {text.change.openRequest}
          </ApprovalLink>
        ) : (
          <>
            <Link
              to="/change/$entityType/$canonicalKey"
              params={{ entityType, canonicalKey }}
              className={buttonClass()}
            >
              <FilePen aria-hidden size={15} />
              {text.change.propose}
            </Link>
            <Link
              to="/change/$entityType/$canonicalKey"
              params={{ entityType, canonicalKey }}
              search={{ kind: 'DEPRECATE' }}
              className={buttonClass()}
            >
              <Archive aria-hidden size={15} />
              {text.change.deprecate}
            </Link>
          </>
        )}
      </div>
      {pendingApproval && <Explanation>{text.change.hasOpenRequest}</Explanation>}
      {!dataset && <Explanation>{text.change.noDataset}</Explanation>}
    </div>
  );
}

function Explanation({ children }: { children: ReactNode }) {
  return <p className="max-w-md text-xs text-muted max-sm:order-1 max-sm:w-full">{children}</p>;
}
