import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';

import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { ADMINISTRATION_TABS, type AdministrationTab } from './administration-search.ts';
import { ImportTab } from './import/import-tab.tsx';
import { RetentionDocument } from './log/log.generated.ts';
import { ReplayTab } from './log/replay-tab.tsx';
import { RetentionTab } from './log/retention-tab.tsx';
import { WebhooksDocument } from './webhooks/webhooks.generated.ts';
import { WebhooksTab } from './webhooks/webhooks-tab.tsx';
import { DeadLettersTab } from './work/dead-letters-tab.tsx';
import { SubscribersTab } from './work/subscribers-tab.tsx';
import { DeadLettersDocument, SubscribersDocument } from './work/work.generated.ts';

const route = getRouteApi('/administration');

const TABS: Readonly<Record<AdministrationTab, ComponentType>> = {
  webhooks: WebhooksTab,
  'dead-letters': DeadLettersTab,
  subscribers: SubscribersTab,
  retention: RetentionTab,
  replay: ReplayTab,
  import: ImportTab,
};

export function AdministrationPage() {
  const { tab = 'webhooks' } = route.useSearch();
  const words = text.administration;
  const Tab = TABS[tab];
  if (!useRole('ADMIN')) {
    return (
      <>
        <PageHeading title={words.title} />
        <EmptyNote title={words.noAdmin}>{words.noAdminHint}</EmptyNote>
      </>
    );
  }
  const tabs = ADMINISTRATION_TABS.map((key) => ({
    key,
    label: words.tabs[key],
    to: '/administration' as const,
    search: key === 'webhooks' ? {} : { tab: key },
  }));
  return (
    <>
      <PageHeading title={words.title} hint={words.hints[tab]} />
      <TabLinks label={words.tabsLabel} tabs={tabs} chosen={tab} />
      <Tab />
      <QueryOf tab={tab} />
    </>
  );
}

function QueryOf({ tab }: { tab: AdministrationTab }) {
  switch (tab) {
    case 'webhooks':
      return <ShowQuery document={WebhooksDocument} />;
    case 'dead-letters':
      return (
        <ShowQuery
          document={DeadLettersDocument}
          variables={{ first: 20, includeDismissed: false, includeRedelivered: false }}
        />
      );
    case 'subscribers':
      return <ShowQuery document={SubscribersDocument} />;
    case 'retention':
      return <ShowQuery document={RetentionDocument} />;
    case 'replay':
    case 'import':
      return null;
  }
}
