import { Link } from '@tanstack/react-router';

import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { TierBadge } from '../../ui/badges.tsx';
import type { ChangeSubjectQuery } from '../change.generated.ts';

type Subject = NonNullable<ChangeSubjectQuery['entity']>;

const SHOWN = 6;

/** What depends on the entity, the nearest first. */
export function DownstreamNote({ subject }: { subject: Pick<Subject, 'entityType' | 'canonicalKey' | 'downstream'> }) {
  const words = text.change.downstream;
  const { entityType, canonicalKey, downstream } = subject;
  const nodes = downstream.nodes.filter(({ distance }) => distance > 0);
  if (nodes.length === 0) return <p className="text-muted">{words.none}</p>;
  return (
    <div className="flex flex-col gap-2">
      <p>{words.count(nodes.length, downstream.truncated)}</p>
      <ul className="flex flex-col gap-1">
        {nodes.slice(0, SHOWN).map(({ entity }) => (
          <li key={entity.id} className="flex min-w-0 items-center gap-2">
            <TierBadge tier={entity.tier} />
            <EntityLink entity={entity} look="row" />
          </li>
        ))}
      </ul>
      <Link
        to="/lineage/$entityType/$canonicalKey"
        params={{ entityType, canonicalKey }}
        className="self-start text-accent underline"
      >
        {words.showLineage}
      </Link>
    </div>
  );
}
