import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { text } from '../text/text.ts';
import { Skeleton } from '../ui/notes.tsx';
import { DecisionsTab } from './decisions/decisions-tab.tsx';
import type { EntityHeadFragment } from './entity-page.generated.ts';
import { ENTITY_TABS, type EntityTab } from './entity-search.ts';
import { ImpactsTab } from './impacts/impacts-tab.tsx';
import { OverviewTab } from './overview/overview-tab.tsx';
import { QualityTab } from './quality/quality-tab.tsx';
import { ENTITY_ROUTE, useEntitySearch } from './use-search.ts';

const ColumnsTab = lazy(async () => ({ default: (await import('./columns/columns-tab.tsx')).ColumnsTab }));
const VersionsTab = lazy(async () => ({ default: (await import('./versions/versions-tab.tsx')).VersionsTab }));

const TAB =
  'inline-flex min-h-9 items-center border-b-2 border-transparent px-3 font-medium text-muted hover:text-ink data-[current=true]:border-accent data-[current=true]:text-accent';

/** Each tab is a link: it can be opened beside the others, and shared. */
export function EntityTabs({ entity }: { entity: EntityHeadFragment }) {
  const [{ tab: current = 'overview' }] = useEntitySearch();
  return (
    <div className="min-w-0">
      <nav aria-label={text.entity.tabsLabel} className="mb-4 overflow-x-auto border-b border-line" data-print="no">
        <ul className="flex min-w-max">
          {ENTITY_TABS.map((tab) => (
            <li key={tab}>
              <Link
                from={ENTITY_ROUTE}
                to="."
                search={tab === 'overview' ? {} : { tab }}
                resetScroll={false}
                className={TAB}
                activeOptions={{ exact: true }}
                data-current={tab === current}
                aria-current={tab === current ? 'page' : undefined}
              >
                {text.entity.tabs[tab]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
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
