import { useQuery } from 'urql';

import type { EntityName } from '../../entities/entity-type.ts';
import { incidentText } from '../../text/incidents.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { IncidentRow } from '../rows/incident-row.tsx';
import { useIncidentChanges } from '../watch/use-incident-watch.ts';
import { EntityOpenIncidentsDocument } from './open-incidents.generated.ts';

/** The incidents of an entity that are not resolved; nothing if there are none. */
export function EntityIncidents({ entityType, canonicalKey }: EntityName) {
  const [{ data, error }, ask] = useQuery({
    query: EntityOpenIncidentsDocument,
    variables: { entityType, canonicalKey },
  });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  // A new one names only itself: whether it is of this entity, the answer says.
  useIncidentChanges(refresh);
  const incidents = data?.entity?.incidents.edges.map(({ node }) => node) ?? [];
  if (error && !data) return <ErrorNote error={error} onRetry={refresh} />;
  if (incidents.length === 0) return null;
  return (
    <Panel className="mt-3" title={incidentText.entity.title(incidents.length)} isFlush>
      <ul>
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} namesEntity={false} />
        ))}
      </ul>
    </Panel>
  );
}
