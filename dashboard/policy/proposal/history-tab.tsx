import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useQuery } from 'urql';

import { ShowQuery } from '../../explore/show-query.tsx';
import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import {
  type PolicyInForceFragment,
  type PolicyProposalFragment,
  PolicyProposalsDocument,
} from '../policy.generated.ts';
import { ChangeList } from '../view/change-list.tsx';

const PAGE = 20;
/** As many as the server gives at once. */
const MOST = 100;

const TONES: Readonly<Record<PolicyProposalFragment['status'], Tone>> = {
  PENDING: 'accent',
  APPROVED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

/** All proposals, newest first. */
export function HistoryTab({ policy }: { policy: PolicyInForceFragment }) {
  const [first, setFirst] = useState(PAGE);
  const variables = { first };
  const [state, ask] = useQuery({ query: PolicyProposalsDocument, variables });
  const words = policyText.history;
  useWhenChanged(`${policy.version} ${policy.proposal?.id ?? ''}`, () => {
    ask({ requestPolicy: 'network-only' });
  });
  return (
    <>
      <Panel title={words.title}>
        <QueryView
          state={state}
          onRetry={() => {
            ask({ requestPolicy: 'network-only' });
          }}
        >
          {({ monitoringPolicy: { proposals } }) =>
            proposals.edges.length === 0 ? (
              <EmptyNote title={words.empty}>{words.emptyHint}</EmptyNote>
            ) : (
              <div className="flex flex-col gap-3">
                <ul className="divide-y divide-line">
                  {proposals.edges.map(({ node }) => (
                    <li key={node.id} className="py-3 first:pt-1">
                      <Proposal proposal={node} />
                    </li>
                  ))}
                </ul>
                {proposals.pageInfo.hasNextPage &&
                  (first < MOST ? (
                    <Button
                      className="self-center"
                      disabled={state.fetching}
                      onClick={() => {
                        setFirst(Math.min(first + PAGE, MOST));
                      }}
                    >
                      {text.common.showMore}
                    </Button>
                  ) : (
                    <p className="text-muted">{words.limit(MOST)}</p>
                  ))}
              </div>
            )
          }
        </QueryView>
      </Panel>
      <ShowQuery document={PolicyProposalsDocument} variables={variables} />
    </>
  );
}

function Proposal({ proposal }: { proposal: PolicyProposalFragment }) {
  const words = policyText.proposal;
  const { status, version, proposedBy, proposedAt, decidedBy, decidedAt, comment, decisionComment } = proposal;
  return (
    <div className="grid gap-x-6 gap-y-2 md:grid-cols-[18rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col items-start gap-1">
        <Badge tone={TONES[status]}>
          {words.statuses[status]}
          {version !== null && ` · ${text.entity.version(version)}`}
        </Badge>
        <p className="text-muted">
          {words.proposedBy(proposedBy.actorId)} <Time at={proposedAt} />
        </p>
        <Said>{comment}</Said>
        {decidedBy && decidedAt !== null && (
          <p className="text-muted">
            {words.decided[status]} {decidedBy.actorId} <Time at={decidedAt} />
          </p>
        )}
        <Said>{decisionComment}</Said>
      </div>
      <ChangeList changes={proposal.changes} />
    </div>
  );
}

function Said({ children }: { children: string | null }) {
  if (children === null || children === '') return null;
  return <p className="max-w-full border-l-2 border-line pl-3 break-words whitespace-pre-wrap">{children}</p>;
}

/** Calls with each other key than the first. */
function useWhenChanged(key: string, then: () => void): void {
  const seen = useRef(key);
  const onChange = useEffectEvent(then);
  useEffect(() => {
    if (seen.current === key) return;
    seen.current = key;
    onChange();
  }, [key]);
}
