import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { OpenIncidentsPanel } from '../incidents/parts/open-incidents-panel.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { useLiveRefresh } from '../live/use-live-refresh.ts';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { DegradedPanel } from './degraded/degraded-panel.tsx';
import { useDegraded } from './degraded/use-degraded.ts';
import { FailingPanel } from './failing/failing-panel.tsx';
import { EventsPanel } from './happening/events-panel.tsx';
import { Headline } from './headline.tsx';
import { TierHealthDocument } from './health/health.generated.ts';
import { HealthPanel } from './health/health-panel.tsx';
import { packFigures } from './health/pack-figures.ts';
import { PacksPanel } from './health/packs-panel.tsx';
import { tierFigures, totalFigures } from './health/tier-figures.ts';
import { useWaiting } from './waiting/use-waiting.ts';
import { WaitingPanel } from './waiting/waiting-panel.tsx';

/** What is healthy, what is not, what there is to do; and then what is happening. */
export function HomePage() {
  const [health, askHealth] = useQuery({ query: TierHealthDocument });
  const refreshHealth = () => {
    askHealth({ requestPolicy: 'network-only' });
  };
  // Of a refreshed table, nothing is known until it is profiled; a request changes nothing until it is applied.
  useLiveRefresh(({ type }) => type !== 'DATA_REFRESHED' && !type.startsWith('APPROVAL_'), refreshHealth);
  const degraded = useDegraded();
  const isApprover = useRole('APPROVER');
  const isSteward = useRole('STEWARD');
  const waiting = useWaiting(isApprover);
  const tiers = useMemo(() => health.data?.tierSummary.map(tierFigures), [health.data]);
  const packs = useMemo(() => health.data?.standardPacks.map(packFigures), [health.data]);
  const total = useMemo(() => tiers && totalFigures(tiers), [tiers]);
  return (
    <>
      <PageHeading title={text.home.title} />
      <Headline
        total={total}
        degraded={degraded.degraded}
        hasMoreDegraded={degraded.hasEarlier || degraded.lowScoreLimit !== undefined}
        isApprover={isApprover}
        requestCount={waiting.state.data?.approvalInbox.totalCount}
      />
      <div className="mb-4 grid grid-cols-1 items-start gap-4 xl:min-h-[34rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <QueryView state={health} onRetry={refreshHealth} loading={<Skeleton className="h-[47rem] sm:h-[18.5rem]" />}>
            {() => (
              <>
                {tiers && total && total.entities.count > 0 ? (
                  <HealthPanel tiers={tiers} total={total} />
                ) : (
                  <Panel title={text.home.health}>
                    <EmptyNote title={text.home.noEntities}>
                      <p>{text.home.noEntitiesHint}</p>
                      {isSteward && (
                        <Link to="/datasets" className={LOOKS.words}>
                          {text.home.toDatasets}
                        </Link>
                      )}
                    </EmptyNote>
                  </Panel>
                )}
                {packs && packs.length > 0 && <PacksPanel packs={packs} />}
              </>
            )}
          </QueryView>
          <OpenIncidentsPanel />
          <div id="degraded" className="scroll-mt-16">
            <DegradedPanel state={degraded} />
          </div>
          <FailingPanel />
        </div>
        <WaitingPanel waiting={waiting} isApprover={isApprover} />
      </div>
      <EventsPanel />
      <ShowQuery document={TierHealthDocument} />
    </>
  );
}
