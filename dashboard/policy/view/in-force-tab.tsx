import { Link } from '@tanstack/react-router';

import { useRole } from '../../app/app-context.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { policyText } from '../../text/policy.ts';
import { Panel } from '../../ui/panel.tsx';
import type { DraftState } from '../draft/use-draft.ts';
import { type Figure, sayFigure, TIER_OF, valueOf } from '../model/figures.ts';
import type { PolicyInForceFragment } from '../policy.generated.ts';
import type { TierName } from '../policy-search.ts';
import { ProposalPanel } from '../proposal/proposal-panel.tsx';
import { PolicyTable } from './policy-table.tsx';
import { WindowsPanel } from './windows-panel.tsx';

export interface InForceTabProps {
  policy: PolicyInForceFragment;
  draft: DraftState;
  onChanged: () => void;
}

/** What is in force, and what is proposed instead. */
export function InForceTab({ policy, draft, onChanged }: InForceTabProps) {
  const isAdmin = useRole('ADMIN');
  const say = (tier: TierName, figure: Figure) => {
    const found = policy.tiers.find((each) => each.tier === TIER_OF[tier]);
    return found && sayFigure(figure, valueOf(found, figure));
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ProposalPanel proposal={policy.proposal} onChanged={onChanged} />
      {!isAdmin && <p className="rounded-md bg-hover px-3 py-2">{policyText.notAdmin}</p>}
      <Panel
        title={policyText.version(policy.version)}
        isFlush
        actions={
          isAdmin && (
            <Link to="/policy" search={{ tab: 'draft' }} className={LOOKS.smallButton}>
              {draft.isDirty ? policyText.propose.continue : policyText.propose.begin}
            </Link>
          )
        }
      >
        <PolicyTable
          cell={(tier, figure) => {
            const said = say(tier, figure);
            const isOff = said === policyText.values.notWatched || said === policyText.values.anyShare;
            return <span className={isOff ? 'text-muted' : ''}>{said}</span>;
          }}
        />
      </Panel>
      <WindowsPanel policy={policy} />
    </div>
  );
}
