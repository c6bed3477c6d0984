import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';

import type { RequestApprovalInput } from '../../gql/types.ts';
import { RequestApprovalDocument, type RequestApprovalMutation } from '../change.generated.ts';
import { sentence } from '../model/problems.ts';

type Answer = RequestApprovalMutation['requestApproval'];
export type RequestRefusal = Exclude<Answer, { __typename: 'RequestApprovalSuccess' }>;

export interface RequestState {
  /** Also while the page goes on to the request. */
  isSending: boolean;
  refusal?: RequestRefusal;
  error?: CombinedError;
  /** Whether it was accepted. */
  send: (input: RequestApprovalInput) => Promise<boolean>;
}

/** Submits a change, and goes on to the request, which says what happens with it; or keeps why it was refused. */
export function useRequest(): RequestState {
  const navigate = useNavigate();
  const [, request] = useMutation(RequestApprovalDocument);
  const [state, setState] = useState<Omit<RequestState, 'send'>>({ isSending: false });
  return {
    ...state,
    send: async (input) => {
      setState({ isSending: true });
      const { data, error } = await request({ input });
      const answer = data?.requestApproval;
      if (answer?.__typename !== 'RequestApprovalSuccess') {
        setState({ isSending: false, ...(answer && { refusal: answer }), ...(error && { error }) });
        return false;
      }
      void navigate({
        to: '/approvals/$approvalId',
        params: { approvalId: answer.approval.id },
        state: { sentRequest: { warnings: answer.warnings.map((warning) => sentence(warning)) } },
        replace: true,
        // What the form holds is no longer lost.
        ignoreBlocker: true,
      });
      return true;
    },
  };
}
