import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';

import type { MonitoringPolicyInput } from '../../gql/types.ts';
import { sortIssues } from '../model/check-policy.ts';
import { ProposePolicyDocument } from '../policy.generated.ts';
import type { DraftState } from './use-draft.ts';

export interface Propose {
  send: () => Promise<void>;
  isSending: boolean;
  isSent: boolean;
  error: CombinedError | undefined;
  /** Why it was refused as a whole. */
  refusal: string | undefined;
  /** What the server refused, beside its fields, until the draft changes. */
  problems: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Proposes the draft, and forgets it once that is done. */
export function usePropose({ draft, input, discard }: DraftState, onChanged: () => void): Propose {
  const [{ fetching, error }, mutate] = useMutation(ProposePolicyDocument);
  const [refused, setRefused] = useState<{ sent: string; sentence?: string; problems: ReadonlyMap<string, string> }>();
  const [isSent, setSent] = useState(false);
  const isAsSent = refused?.sent === JSON.stringify(input);

  const send = async () => {
    setRefused(undefined);
    setSent(false);
    const comment = draft.comment.trim();
    const { data } = await mutate({
      input: { expectedVersion: draft.version, policy: input, ...(comment !== '' && { comment }) },
    });
    const result = data?.proposeMonitoringPolicy;
    if (!result) return;
    if (result.__typename === 'ProposeMonitoringPolicySuccess') {
      discard();
      setSent(true);
    } else {
      setRefused({ sent: JSON.stringify(input), ...refusalOf(result, input) });
    }
    onChanged();
  };
  return {
    send,
    isSending: fetching,
    isSent,
    error,
    refusal: isAsSent ? refused.sentence : undefined,
    problems: isAsSent ? refused.problems : NONE,
  };
}

type Refusal =
  | { __typename: 'ConflictError'; message: string }
  | { __typename: 'ValidationError'; message: string; issues: readonly { path: string[]; message: string }[] };

function refusalOf(refusal: Refusal, input: MonitoringPolicyInput) {
  if (refusal.__typename === 'ConflictError') return { sentence: refusal.message, problems: NONE };
  const { problems, others } = sortIssues(refusal.issues, input);
  return { problems, ...(others.length > 0 && { sentence: others.join(' ') }) };
}
