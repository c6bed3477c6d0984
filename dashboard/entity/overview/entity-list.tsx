import { useState } from 'react';

import type { EntityName } from '../../entities/entity-type.ts';
import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { Badge, TierBadge } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { GradeAndScore } from '../../ui/figures/grade-and-score.tsx';
import type { NamedEntityFragment } from './overview.generated.ts';

/** How many are shown until one asks for all. */
const SHOWN = 12;

/** Entities with how good they are; one that does not exist is named by its key. */
export function EntityList({ entities }: { entities: readonly (NamedEntityFragment | EntityName)[] }) {
  const [isWhole, setWhole] = useState(false);
  if (entities.length === 0) return <span className="text-muted">{text.common.nothing}</span>;
  const shown = isWhole ? entities : entities.slice(0, SHOWN);
  return (
    <>
      <ul className="flex flex-col gap-1">
        {shown.map((entity) => (
          <li
            key={`${entity.entityType} ${entity.canonicalKey}`}
            className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-0.5"
          >
            {'id' in entity ? <Named entity={entity} /> : text.entity.definition.gone(entity.canonicalKey)}
          </li>
        ))}
      </ul>
      {entities.length > shown.length && (
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            setWhole(true);
          }}
        >
          {text.entity.neighbours.more(entities.length - shown.length)}
        </Button>
      )}
    </>
  );
}

function Named({ entity }: { entity: NamedEntityFragment }) {
  const { tier, status, latestProfile, entityType, profileState } = entity;
  return (
    <>
      {latestProfile && <GradeAndScore {...latestProfile} />}
      <span className="min-w-0">
        <EntityLink entity={entity} />
      </span>
      <span className="text-xs text-muted">{text.entityTypes[entityType]}</span>
      {tier === 'TIER1' && <TierBadge tier={tier} />}
      {status !== 'ACTIVE' && <Badge tone="warn">{text.statuses[status]}</Badge>}
      {(profileState === 'FAILING' || profileState === 'STALE') && (
        <Badge tone={profileState === 'FAILING' ? 'bad' : 'warn'}>{text.profileStates[profileState]}</Badge>
      )}
    </>
  );
}
