import type { EntityName } from '../../entities/entity-type.ts';
import { EventList } from '../../events/event-list.tsx';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';

/** More are drawn when one asks: the list is the end of a long page. */
const DRAWN = 12;

/** What happened to it, newest first; new events wait until they are asked for. */
export function EventsPanel({ entity: { entityType, canonicalKey } }: { entity: EntityName }) {
  return (
    <Panel title={text.entity.events.title} isFlush>
      <EventList filter={{ entityTypes: [entityType], canonicalKeys: [canonicalKey] }} drawn={DRAWN} />
    </Panel>
  );
}
