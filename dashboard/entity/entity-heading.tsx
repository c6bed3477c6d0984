import { Link } from '@tanstack/react-router';

import { ChangeActions } from '../change/change-actions.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { Badge, StateBadge, TierBadge } from '../ui/badges.tsx';
import { CopyButton } from '../ui/copy/copy-button.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { Description } from './description.tsx';
import type { EntityHeadFragment } from './entity-page.generated.ts';
import { FollowButton } from './follow-button.tsx';
import { ENTITY_ROUTE } from './use-search.ts';

/** What it is, whose it is, and what one can do with it. */
export function EntityHeading({ entity }: { entity: EntityHeadFragment }) {
  const {
    name,
    entityType,
    canonicalKey,
    tier,
    status,
    owner,
    version,
    tags,
    profileState,
    description,
    standardPackId,
  } = entity;
  return (
    <>
      <PageHeading
        title={name}
        hint={
          <>
            {text.entityTypes[entityType]} · <span className="font-mono text-xs break-all">{canonicalKey}</span>{' '}
            <CopyButton value={canonicalKey} label={text.entity.copyKey} />
          </>
        }
        actions={
          <>
            <ChangeActions entity={entity} />
            <div className="self-start">
              <FollowButton entity={entity} />
            </div>
          </>
        }
      />
      <div className="-mt-2 mb-3 flex flex-wrap items-center gap-x-2 gap-y-1.5 text-sm">
        <TierBadge tier={tier} />
        <Badge tone={status === 'ACTIVE' ? 'neutral' : 'warn'}>{text.statuses[status]}</Badge>
        <StateBadge state={profileState} />
        <span className="text-muted">{owner === null ? text.entity.noOwner : text.entity.owner(owner)}</span>
        <Link from={ENTITY_ROUTE} to="." search={{ tab: 'versions' }} className="text-muted hover:underline">
          {text.entity.version(version)}
        </Link>
        {standardPackId !== null && (
          <Link to="/entities" search={{ standardPacks: [standardPackId] }} className="text-muted hover:underline">
            {text.entity.standardPack(standardPackId)}
          </Link>
        )}
        {tags.map((tag) => (
          <span key={tag.id} className="rounded border border-line px-1.5 py-px text-xs">
            <span className="sr-only">{text.entityTypes.TAG} </span>
            <EntityLink entity={tag} />
          </span>
        ))}
      </div>
      {description !== null && <Description key={description}>{description}</Description>}
    </>
  );
}
