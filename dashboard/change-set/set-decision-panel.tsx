import { useRef, useState } from 'react';

import { useRole, useSession, useViewer } from '../app/app-context.ts';
import type { Role } from '../gql/types.ts';
import { TraceLink } from '../links/trace-link.tsx';
import { changeSetText } from '../text/change-set-text.ts';
import { text } from '../text/text.ts';
import { Panel } from '../ui/panel.tsx';
import { RefusalNote } from '../ui/refusal-note.tsx';
import { SetDecisionForm } from './set-decision-form.tsx';
import { offerOf } from './set-offer.ts';
import type { WholeSet } from './use-change-set.ts';
import { WithdrawSetButton } from './withdraw-set-button.tsx';

export interface SetDecisionPanelProps {
  whole: WholeSet;
  /** Ids of items; none: the decision is about all. */
  chosen: ReadonlySet<string>;
  onDecided: () => void;
}

/** What the viewer can do about a change set, or why nothing. */
export function SetDecisionPanel({ whole: { set, items }, chosen, onDecided }: SetDecisionPanelProps) {
  const viewer = useViewer();
  const isSteward = useRole('STEWARD');
  const session = useSession();
  // It outlives the form: a race is lost to a decision, after which there is nothing to decide.
  const [refusal, setRefusal] = useState<string>();
  const content = useRef<HTMLDivElement>(null);
  const words = changeSetText.decision;
  const offer = offerOf(set, items, viewer);
  const pending = items.filter(({ status }) => status === 'PENDING');
  const most = pending.reduce((count, { approvalsNeeded }) => Math.max(count, approvalsNeeded), 1);
  const given = pending.reduce((count, { approvalsGiven }) => Math.min(count, approvalsGiven), most);
  return (
    <Panel title={words.title}>
      <div ref={content} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        {set.atomic && most > 1 && <p className="font-medium">{words.needs(given, most)}</p>}
        <RefusalNote sentence={refusal} />
        {offer.kind === 'settled' && <p>{words.settled[set.status]}</p>}
        {offer.kind === 'own' && (
          <>
            <Explained>{`${words.own} ${session.kind === 'local' ? words.ownHint : ''}`}</Explained>
            {isSteward && <WithdrawSetButton set={set} onWithdrawn={onDecided} />}
          </>
        )}
        {offer.kind === 'noApprover' && <Explained>{words.noApprover}</Explained>}
        {offer.kind === 'voted' && <Explained>{words.voted}</Explained>}
        {offer.kind === 'noRole' && <Explained>{words.noRole(namesOf(offer.roles))}</Explained>}
        {offer.kind === 'decide' && (
          <>
            {offer.lackingCount > 0 && (
              <Explained>{words.someNoRole(offer.lackingCount, namesOf(offer.lackingRoles))}</Explained>
            )}
            <SetDecisionForm
              set={set}
              offer={offer}
              chosen={offer.itemIds.filter((id) => chosen.has(id))}
              onRefused={setRefusal}
              onDecided={() => {
                // The buttons may go, and the focus would go with them.
                content.current?.focus();
                onDecided();
              }}
            />
          </>
        )}
        {set.counts.approved + set.counts.rejected > 0 && (
          <TraceLink correlationId={set.correlationId} look="row">
            {changeSetText.trace}
          </TraceLink>
        )}
      </div>
    </Panel>
  );
}

function Explained({ children }: { children: string }) {
  return <p className="rounded-md bg-hover px-3 py-2">{children}</p>;
}

function namesOf(roles: readonly Role[]): string {
  return roles.map((role) => text.roles[role]).join(', ');
}
