import type { EntityType } from '../../gql/types.ts';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { DefinitionPanel } from './definition-panel.tsx';
import { EventsPanel } from './events-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { NeighboursPanel } from './neighbours-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';

/** The types that lineage connects, and the connections. */
const CONNECTED: ReadonlySet<EntityType> = new Set(['METADATA', 'KPI', 'LINEAGE']);

export function OverviewTab({ entity }: { entity: EntityHeadFragment }) {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <DefinitionPanel entity={entity} />
        {CONNECTED.has(entity.entityType) && <NeighboursPanel entity={entity} />}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {(entity.dataset ?? entity.latestProfile) && <FiguresPanel entity={entity} />}
        <PeoplePanel entity={entity} />
      </div>
      <div className="min-w-0 lg:col-span-2">
        <EventsPanel entity={entity} />
      </div>
    </div>
  );
}
