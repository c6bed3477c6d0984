import { lazy, Suspense } from 'react';

import { text } from '../text/text.ts';
import { Skeleton } from '../ui/notes.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { DecisionsTab } from './decisions/decisions-tab.tsx';
import type { EntityHeadFragment } from './entity-page.generated.ts';
import { ENTITY_TABS, type EntityTab } from './entity-search.ts';
import { ImpactsTab } from './impacts/impacts-tab.tsx';
import { OverviewTab } from './overview/overview-tab.tsx';
import { QualityTab } from './quality/quality-tab.tsx';
import { ENTITY_ROUTE, useEntitySearch } from './use-search.ts';

const ColumnsTab = lazy(async () => ({ default: (await import('./columns/columns-tab.tsx')).ColumnsTab }));
const VersionsTab = lazy(async () => ({ default: (await import('./versions/versions-tab.tsx')).VersionsTab }));

/** Each tab is a link: it can be opened beside the others, and shared. */
export function EntityTabs({ entity }: { entity: EntityHeadFragment }) {
  const [{ tab: current = 'overview' }] = useEntitySearch();
  const { entityType, canonicalKey } = entity;
  return (
    <div className="min-w-0">
      <TabLinks
        label={text.entity.tabsLabel}
        chosen={current}
        tabs={ENTITY_TABS.map((tab) => ({
          key: tab,
          label: text.entity.tabs[tab],
          to: ENTITY_ROUTE,
          params: { entityType, canonicalKey },
          search: tab === 'overview' ? {} : { tab },
        }))}
      />
      <Suspense fallback={<Skeleton className="h-80" />}>
        <Tab tab={current} entity={entity} />
      </Suspense>
    </div>
  );
}

function Tab({ tab, entity }: { tab: EntityTab; entity: EntityHeadFragment }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab entity={entity} />;
    case 'quality':
      return <QualityTab entity={entity} />;
    case 'columns':
      return <ColumnsTab entity={entity} />;
    case 'decisions':
      return <DecisionsTab entity={entity} />;
    case 'versions':
      return <VersionsTab entity={entity} />;
    case 'impacts':
      return <ImpactsTab entity={entity} />;
  }
}
