import { Link } from '@tanstack/react-router';

import { useViewer } from '../../app/app-context.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';

/** Who is responsible for it, and whether the viewer follows it. */
export function PeoplePanel({ entity: { owner, followed } }: { entity: EntityHeadFragment }) {
  const words = text.entity.people;
  const { actorId } = useViewer();
  return (
    <Panel title={words.title}>
      <p className="[overflow-wrap:anywhere]">
        {owner === null ? (
          <span className="text-muted">{words.noOwner}</span>
        ) : (
          <>
            <strong className="font-medium">{owner}</strong> {owner === actorId && `(${words.you}) `}
            {words.ownerHint}{' '}
            <Link to="/entities" search={{ owners: [owner] }} className={LOOKS.words}>
              {words.owned}
            </Link>
          </>
        )}
      </p>
      <p className="text-muted">{followed ? words.follows : words.followsNot}</p>
    </Panel>
  );
}
