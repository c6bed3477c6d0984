import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { SeverityBadge } from '../../entity/rules/severity-badge.tsx';
import { ShowQuery } from '../../explore/show-query.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { incidentText } from '../../text/incidents.ts';
import { text } from '../../text/text.ts';
import { TierBadge } from '../../ui/badges.tsx';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { PageHeading } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { IncidentStatusBadge } from '../rows/incident-badges.tsx';
import { useIncidentChanges } from '../watch/use-incident-watch.ts';
import { ActionsPanel } from './actions-panel.tsx';
import { ChartPanel } from './chart-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { GroupPanel } from './group-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { IncidentDetailDocument, type IncidentWholeFragment } from './incident-page.generated.ts';

const route = getRouteApi('/incidents/$incidentId');
const words = incidentText.page;

export function IncidentPage() {
  const { incidentId } = route.useParams();
  return <IncidentOf key={incidentId} incidentId={incidentId} />;
}

function IncidentOf({ incidentId }: { incidentId: string }) {
  const [state, ask] = useQuery({ query: IncidentDetailDocument, variables: { id: incidentId } });
  const refetch = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const incident = state.data?.node?.__typename === 'Incident' ? state.data.node : undefined;
  const shown = new Set([
    incidentId,
    incident?.root?.id,
    ...(incident?.members.edges ?? []).map(({ node }) => node.id),
  ]);
  // Of one that joins the group, only its root is known before.
  useIncidentChanges(refetch, (id) => shown.has(id) || incident?.root === null);
  return (
    <>
      <QueryView state={state} onRetry={refetch} loading={<Skeleton className="h-96" />}>
        {({ node }) =>
          node?.__typename === 'Incident' ? (
            <Incident incident={node} />
          ) : (
            <>
              <PageHeading title={words.unknown} />
              <EmptyNote title={words.unknownHint}>
                <Link to="/incidents" className="text-accent underline">
                  {words.toIncidents}
                </Link>
              </EmptyNote>
            </>
          )
        }
      </QueryView>
      <ShowQuery document={IncidentDetailDocument} variables={{ id: incidentId }} />
    </>
  );
}

function Incident({ incident }: { incident: IncidentWholeFragment }) {
  const { cause, entity, severity, tier } = incident;
  const { entityType, canonicalKey, name } = entity;
  return (
    <>
      <PageHeading
        title={words.titleOf(incidentText.causes[cause], name)}
        hint={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>
              {text.entityTypes[entityType]}{' '}
              <span className="font-mono text-xs">
                <EntityLink entity={{ entityType, canonicalKey }}>{canonicalKey}</EntityLink>
              </span>
            </span>
            <TierBadge tier={tier} />
            <SeverityBadge severity={severity} />
            <IncidentStatusBadge incident={incident} />
          </span>
        }
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {/* On a phone, what to do stands below what is wrong. */}
        <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
          <FactsPanel incident={incident} />
          <div className="min-w-0 max-lg:order-2">
            <ChartPanel incident={incident} />
          </div>
          <div className="min-w-0 empty:hidden max-lg:order-3">
            <GroupPanel incident={incident} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
          <div className="min-w-0 max-lg:order-1">
            <ActionsPanel incident={incident} />
          </div>
          <div className="min-w-0 max-lg:order-4">
            <HistoryPanel incident={incident} />
          </div>
        </div>
      </div>
    </>
  );
}
