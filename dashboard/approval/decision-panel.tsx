import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';

import { useRole, useSession, useViewer } from '../app/app-context.ts';
import type { Role } from '../gql/types.ts';
import { LOOKS } from '../links/link-looks.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { text } from '../text/text.ts';
import { Panel } from '../ui/panel.tsx';
import { RefusalNote } from '../ui/refusal-note.tsx';
import { Time } from '../ui/time.tsx';
import type { ApprovalWholeFragment } from './approval-page.generated.ts';
import { DecisionForm, type DecisionFormProps } from './decision-form.tsx';
import { Effect } from './effect.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

/** Who has voted, what is still needed, and what the viewer can do about it; after the decision, what came of it. */
export function DecisionPanel({ request }: { request: ApprovalWholeFragment }) {
  const { status, votes, approvalsGiven, approvalsNeeded, requiredRole } = request;
  // It outlives the form: a race is lost to a decision, after which there is nothing to decide.
  const [refusal, setRefusal] = useState<string>();
  const content = useRef<HTMLDivElement>(null);
  const words = text.approvals.page.decision;
  return (
    <Panel title={words.title}>
      <div ref={content} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        {status === 'PENDING' && (
          <div>
            <p className="font-medium">{text.approvals.given(approvalsGiven, approvalsNeeded)}</p>
            <p className="text-xs text-muted">
              {words.stillNeeded(approvalsNeeded - approvalsGiven)} {words.whoMay(nameOfRole(requiredRole))}
            </p>
          </div>
        )}
        {votes.length > 0 && (
          <ul className="flex flex-col gap-2">
            {votes.map(({ actor, comment, votedAt }) => (
              <li key={actor.actorId} className="border-l-2 border-good pl-3">
                <p>
                  {words.votedFor(actor.actorId)}{' '}
                  <span className="text-xs text-muted">
                    <Time at={votedAt} />
                  </span>
                </p>
                {comment !== null && <p className="break-words whitespace-pre-wrap text-muted">{comment}</p>}
              </li>
            ))}
          </ul>
        )}
        <RefusalNote sentence={refusal} />
        {status === 'PENDING' ? (
          <Offer
            request={request}
            onRefused={setRefusal}
            // The buttons go, and the focus would go with them.
            onDecided={() => content.current?.focus()}
          />
        ) : (
          <Effect request={request} />
        )}
      </div>
    </Panel>
  );
}

/** What the viewer can do about an open request, or why nothing. */
function Offer({ request, onRefused, onDecided }: DecisionFormProps) {
  const { actorId, roles } = useViewer();
  const isApprover = useRole('APPROVER');
  const isSteward = useRole('STEWARD');
  const session = useSession();
  const words = text.approvals.page.decision;
  if (request.changeSet?.atomic === true) return <AsWhole changeSetId={request.changeSet.id} />;
  if (request.requestedBy.actorId === actorId) {
    return (
      <>
        <Explained>
          {words.own} {session.kind === 'local' && words.ownHint}
        </Explained>
        {isSteward && <WithdrawButton request={request} />}
      </>
    );
  }
  if (!isApprover) return <Explained>{words.noApprover}</Explained>;
  if (!roles.includes(request.requiredRole)) {
    return <Explained>{words.noRole(text.roles[request.requiredRole])}</Explained>;
  }
  if (request.votes.some(({ actor }) => actor.actorId === actorId)) return <Explained>{words.voted}</Explained>;
  return <DecisionForm request={request} onRefused={onRefused} onDecided={onDecided} />;
}

/** Nothing can be done about one item of a set that is decided together. */
function AsWhole({ changeSetId }: { changeSetId: string }) {
  const { partOf } = changeSetText;
  return (
    <Explained>
      {partOf.atomic}{' '}
      <Link to="/approvals/sets/$changeSetId" params={{ changeSetId }} className={LOOKS.words}>
        {partOf.decide}
      </Link>
    </Explained>
  );
}

function Explained({ children }: { children: ReactNode }) {
  return <p className="rounded-md bg-hover px-3 py-2">{children}</p>;
}

function nameOfRole(role: Role): string | undefined {
  return role === 'APPROVER' ? undefined : text.roles[role];
}
