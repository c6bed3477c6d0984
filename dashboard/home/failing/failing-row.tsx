import type { EntityLiveFragment } from '../../entities/entity-live.generated.ts';
import { EntityLink } from '../../links/entity-link.tsx';
import { StateBadge, TierBadge } from '../../ui/badges.tsx';
import { Time } from '../../ui/time.tsx';

/** An entity whose profile failed, why and when; or how it stands since then. */
export function FailingRow({ entity }: { entity: EntityLiveFragment }) {
  const { entityType, canonicalKey, name, tier, profileState, lastFailure } = entity;
  return (
    <li className="flex flex-col gap-x-4 border-t border-line px-4 py-2 sm:flex-row">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <EntityLink entity={{ entityType, canonicalKey }} look="name">
            {name}
          </EntityLink>
          <TierBadge tier={tier} />
          {profileState !== 'FAILING' && <StateBadge state={profileState} />}
        </p>
        {lastFailure && (
          <p className="text-xs break-words text-muted first-letter:uppercase">{lastFailure.errorMessage}</p>
        )}
      </div>
      {lastFailure && (
        <p className="shrink-0 text-xs text-muted sm:w-24 sm:text-right">
          <Time at={lastFailure.at} />
        </p>
      )}
    </li>
  );
}
