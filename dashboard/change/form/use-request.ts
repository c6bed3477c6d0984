import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';

import type { RequestApprovalInput } from '../gql/types.ts';
import { RequestApprovalDocument, type RequestApprovalMutation } from './change.generated.ts';

type Answer = RequestApprovalMutation['requestApproval'];
export type SubmittedRequest = Extract<Answer, { __typename: 'RequestApprovalSuccess' }>;
export type RequestRefusal = Exclude<Answer, { __typename: 'RequestApprovalSuccess' }>;

export interface RequestState {
  isSending: boolean;
  submitted?: SubmittedRequest;
  refusal?: RequestRefusal;
  error?: CombinedError;
  /** Whether it was submitted. */
  send: (input: RequestApprovalInput) => Promise<boolean>;
}

/** Submits a change, and keeps what the server said. */
export function useRequest(): RequestState {
  const [, request] = useMutation(RequestApprovalDocument);
  const [state, setState] = useState<Omit<RequestState, 'send'>>({ isSending: false });
  return {
    ...state,
    send: async (input) => {
      setState({ isSending: true });
      const { data, error } = await request({ input });
      const answer = data?.requestApproval;
      if (answer?.__typename === 'RequestApprovalSuccess') setState({ isSending: false, submitted: answer });
      else setState({ isSending: false, ...(answer && { refusal: answer }), ...(error && { error }) });
      return answer?.__typename === 'RequestApprovalSuccess';
    },
  };
}
