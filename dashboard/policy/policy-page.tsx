import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { policyText } from '../text/policy.ts';
import { Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { DraftTab } from './draft/draft-tab.tsx';
import { useDraft } from './draft/use-draft.ts';
import { MonitoringPolicyDocument, type PolicyInForceFragment } from './policy.generated.ts';
import { POLICY_TABS, type PolicyTab, tabOf } from './policy-search.ts';
import { HistoryTab } from './proposal/history-tab.tsx';
import { SimulationTab } from './simulation/simulation-tab.tsx';
import { usePolicy } from './use-policy.ts';
import { usePolicySearch } from './use-policy-search.ts';
import { InForceTab } from './view/in-force-tab.tsx';

/** How the tenant is monitored, and how that is changed. */
export function PolicyPage() {
  const [search] = usePolicySearch();
  const isAdmin = useRole('ADMIN');
  const { state, policy, refresh } = usePolicy();
  const asked = tabOf(search);
  // Nobody else has a draft.
  const tab = asked === 'draft' && !isAdmin ? 'policy' : asked;
  const words = policyText;
  const tabs = POLICY_TABS.filter((key) => key !== 'draft' || isAdmin).map((key) => ({
    key,
    label: words.tabs[key],
    to: '/policy' as const,
    search: key === 'policy' ? {} : { tab: key },
  }));
  return (
    <>
      <PageHeading title={words.title} hint={words.hints[tab]} />
      <TabLinks label={words.tabsLabel} tabs={tabs} chosen={tab} />
      <QueryView state={{ ...state, data: policy }} onRetry={refresh} loading={<Skeleton className="h-[40rem]" />}>
        {(known) => <Content tab={tab} policy={known} onChanged={refresh} />}
      </QueryView>
      {tab === 'policy' && <ShowQuery document={MonitoringPolicyDocument} />}
    </>
  );
}

interface ContentProps {
  tab: PolicyTab;
  policy: PolicyInForceFragment;
  /** Somebody has proposed or decided something. */
  onChanged: () => void;
}

/** The draft outlives the tabs, all of which refer to it. */
function Content({ tab, policy, onChanged }: ContentProps) {
  const draft = useDraft(policy);
  switch (tab) {
    case 'policy':
      return <InForceTab policy={policy} draft={draft} onChanged={onChanged} />;
    case 'draft':
      return <DraftTab policy={policy} state={draft} onChanged={onChanged} />;
    case 'simulation':
      return <SimulationTab policy={policy} draft={draft} onChanged={onChanged} />;
    case 'history':
      return <HistoryTab policy={policy} />;
  }
}
