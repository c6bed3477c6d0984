import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { useRole, useSession, useViewer } from '../../app/app-context.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { policyText } from '../../text/policy.ts';
import { Panel } from '../../ui/panel.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Time } from '../../ui/time.tsx';
import type { PolicyProposalFragment } from '../policy.generated.ts';
import { ChangeList } from '../view/change-list.tsx';
import { DecisionForm } from './decision-form.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

export interface ProposalPanelProps {
  /** The open one. */
  proposal: PolicyProposalFragment | null;
  onChanged: () => void;
}

/** The open proposal and its decision. Why a decision was refused stays when the proposal has gone. */
export function ProposalPanel({ proposal, onChanged }: ProposalPanelProps) {
  const [refusal, setRefusal] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  const words = policyText.proposal;
  const canSimulate = [useRole('STEWARD'), useRole('ADMIN')].includes(true);
  const onDone = () => {
    // The buttons go, and the focus would go with them.
    place.current?.focus();
    onChanged();
  };
  return (
    <div ref={place} tabIndex={-1} className="flex flex-col gap-4 outline-none empty:hidden">
      {refusal !== undefined && <RefusalNote sentence={refusal} />}
      {proposal && (
        <Panel
          title={words.title}
          className="border-accent"
          actions={
            canSimulate && (
              <Link to="/policy" search={{ tab: 'simulation', of: 'proposal' }} className={LOOKS.smallButton}>
                {words.simulate}
              </Link>
            )
          }
        >
          <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="flex min-w-0 flex-col gap-3">
              <p className="text-muted">
                {words.proposedBy(proposal.proposedBy.actorId)} <Time at={proposal.proposedAt} />,{' '}
                {words.baseVersion(proposal.baseVersion)}
              </p>
              {proposal.comment !== null && (
                <p className="border-l-2 border-line pl-3 break-words whitespace-pre-wrap">{proposal.comment}</p>
              )}
              <ChangeList changes={proposal.changes} />
            </div>
            <Offer key={proposal.id} proposal={proposal} onRefused={setRefusal} onDone={onDone} />
          </div>
        </Panel>
      )}
    </div>
  );
}

interface OfferProps {
  proposal: PolicyProposalFragment;
  onRefused: (sentence: string | undefined) => void;
  onDone: () => void;
}

/** What the viewer can do about it, or why nothing. */
function Offer({ proposal, onRefused, onDone }: OfferProps) {
  const { actorId } = useViewer();
  const isAdmin = useRole('ADMIN');
  const session = useSession();
  const words = policyText.proposal;
  const isOwn = proposal.proposedBy.actorId === actorId;
  if (!isAdmin) return <p className="rounded-md bg-hover px-3 py-2">{words.notAdmin}</p>;
  if (!isOwn) return <DecisionForm proposal={proposal} onRefused={onRefused} onDone={onDone} />;
  return (
    <div className="flex flex-col gap-3">
      <p className="rounded-md bg-hover px-3 py-2">
        {words.own} {session.kind === 'local' && words.ownHint}
      </p>
      <WithdrawButton proposal={proposal} onDone={onDone} />
    </div>
  );
}
