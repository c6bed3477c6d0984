import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { DefinitionPanel } from './definition-panel.tsx';
import { EventsPanel } from './events-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { NeighboursPanel } from './neighbours-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';

export function OverviewTab({ entity }: { entity: EntityHeadFragment }) {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <DefinitionPanel entity={entity} />
        <NeighboursPanel entity={entity} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <FiguresPanel entity={entity} />
        <PeoplePanel entity={entity} />
      </div>
      <div className="min-w-0 lg:col-span-2">
        <EventsPanel entity={entity} />
      </div>
    </div>
  );
}
