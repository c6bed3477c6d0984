import { getRouteApi } from '@tanstack/react-router';

import { useRole } from '../app/app-context.ts';
import { DraftSetLink } from '../change-set/draft/draft-set-link.tsx';
import { ShowQuery } from '../explore/show-query.tsx';
import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { ApprovalFilters } from './approval-filters.tsx';
import { ApprovalInboxDocument, ApprovalsDocument } from './approvals-page.generated.ts';
import { APPROVAL_TABS, inboxFilter, listFilter } from './approvals-search.ts';
import { InboxBadge } from './inbox/inbox-badge.tsx';
import { InboxTab } from './inbox-tab.tsx';
import { ListTab } from './list-tab.tsx';

const route = getRouteApi('/approvals');

export function ApprovalsPage() {
  const search = route.useSearch();
  const isApprover = useRole('APPROVER');
  const isSteward = useRole('STEWARD');
  const tab = search.tab ?? 'inbox';
  const words = text.approvals;
  const tabs = APPROVAL_TABS.map((key) => ({
    key,
    label: key === 'inbox' && isApprover ? [words.tabs[key], <InboxBadge key="count" />] : words.tabs[key],
    to: '/approvals' as const,
    search: key === 'inbox' ? {} : { tab: key },
  }));
  return (
    <>
      <PageHeading title={words.title} hint={words.hints[tab]} {...(isSteward && { actions: <DraftSetLink /> })} />
      <TabLinks label={words.tabsLabel} tabs={tabs} chosen={tab} />
      <ApprovalFilters search={search} />
      {tab === 'inbox' ? (
        // What one looks for is looked for in what is there.
        <InboxTab key={JSON.stringify({ ...search, search: undefined })} search={search} />
      ) : (
        <ListTab key={JSON.stringify(search)} search={search} isMine={tab === 'mine'} />
      )}
      {tab === 'inbox' ? (
        <ShowQuery document={ApprovalInboxDocument} variables={{ filter: inboxFilter(search), first: 20 }} />
      ) : (
        <ShowQuery document={ApprovalsDocument} variables={{ filter: listFilter(search), first: 20 }} />
      )}
    </>
  );
}
