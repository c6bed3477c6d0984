import { Link } from '@tanstack/react-router';

import { fieldLabel } from '../../diff/field-label.ts';
import { ApprovalLink } from '../../links/approval-link.tsx';
import { LOOKS } from '../../links/link-looks.ts';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { Time } from '../../ui/time.tsx';
import { ENTITY_ROUTE } from '../use-search.ts';
import type { EntityVersionsQuery } from './versions.generated.ts';

type Version = NonNullable<EntityVersionsQuery['entity']>['versions']['edges'][number]['node'];

export interface VersionItemProps {
  version: Version;
  isCurrent: boolean;
  isChosen: boolean;
}

/** Who made a version, when and how; it leads to what it changed. */
export function VersionItem({ version, isCurrent, isChosen }: VersionItemProps) {
  const words = text.entity.versions;
  const { version: number, changedAt, approval } = version;
  return (
    <li className={`border-t border-line px-4 py-2 ${isChosen ? 'bg-accent-soft' : ''}`}>
      <p className="flex flex-wrap items-center gap-x-2">
        <Link
          from={ENTITY_ROUTE}
          to="."
          search={{ tab: 'versions', version: number }}
          resetScroll={false}
          replace
          aria-current={isChosen ? 'true' : undefined}
          aria-label={words.open(number)}
          className={`${LOOKS.words} font-medium`}
        >
          {text.entity.version(number)}
        </Link>
        <span className="min-w-0 [overflow-wrap:anywhere]">{whatItDid(version)}</span>
        {isCurrent && <Badge tone="accent">{words.current}</Badge>}
        <span className="text-xs text-muted">
          <Time at={changedAt} />
        </span>
      </p>
      <p className="text-xs text-muted">
        {howItCame(version)} {approval && <ApprovalLink approvalId={approval.id}>{words.request}</ApprovalLink>}
      </p>
    </li>
  );
}

function whatItDid({ kind, diff }: Version): string {
  const words = text.entity.versions;
  if (kind === 'CREATE') return words.created;
  if (kind === 'REACTIVATE') return words.reactivated;
  return kind === 'DEPRECATE' ? words.deprecated : words.updated(diff.map(({ field }) => fieldLabel(field)).join(', '));
}

function howItCame({ origin, requestedBy, decidedBy }: Version): string {
  const words = text.entity.versions;
  if (origin === 'IMPORT') return `${words.imported(requestedBy.actorId)}.`;
  return `${decidedBy ? words.approved(requestedBy.actorId, decidedBy.actorId) : words.requested(requestedBy.actorId)}.`;
}
