import { Link } from '@tanstack/react-router';

import { EntityLink } from '../../links/entity-link.tsx';
import { LOOKS } from '../../links/link-looks.ts';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { type DegradedGroup, tableOf } from './group-degraded.ts';

/** More are only counted. */
const NAMED = 4;

/** What fell together with the first of a group. */
export function OtherDegraded({ group: { first, others } }: { group: DegradedGroup }) {
  const words = text.home;
  const table = tableOf(first);
  const named = others.slice(0, NAMED);
  const more = others.length - named.length;
  return (
    <p className="mt-0.5 text-xs break-words text-muted">
      {words.andMore(others.length)}{' '}
      {named.map(({ entity: { entityType, canonicalKey, name }, profile }, index) => (
        <span key={canonicalKey}>
          {index > 0 && ', '}
          <EntityLink entity={{ entityType, canonicalKey }}>{name}</EntityLink>{' '}
          <span className="tabular-nums">({formatScore(profile.qualityScore)})</span>
        </span>
      ))}
      {more > 0 && ` ${words.and} `}
      {more > 0 &&
        (table === undefined ? (
          words.others(more)
        ) : (
          <Link to="/entities" search={{ dataset: table, sort: 'QUALITY_SCORE.ASC' }} className={LOOKS.words}>
            {words.others(more)}
          </Link>
        ))}
    </p>
  );
}
