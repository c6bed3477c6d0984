import { useState } from 'react';

import { useViewer } from '../../app/app-context.ts';
import { draftKey } from '../../change/model/draft-key.ts';
import type { MonitoringPolicyInput } from '../../gql/types.ts';
import { type CheckedPolicy, checkPolicy } from '../model/check-policy.ts';
import { contentOf } from '../model/policy-content.ts';
import { isDirty, type PolicyDraft, readPolicyDraft, rebasePolicy } from '../model/policy-draft.ts';
import { changedParts, formOf, type FormPart, type PolicyForm } from '../model/policy-form.ts';
import { inputOf } from '../model/policy-input.ts';
import type { PolicyInForceFragment } from '../policy.generated.ts';

export interface DraftState extends CheckedPolicy {
  draft: PolicyDraft;
  changed: ReadonlySet<FormPart>;
  /** What is proposed and simulated. */
  input: MonitoringPolicyInput;
  isDirty: boolean;
  /** Whether it was there when the page was opened. */
  isRestored: boolean;
  /** Whether another version is in force than the one that it was begun from. */
  isBehind: boolean;
  /** Parts that were changed here and in the version that was taken over. */
  contested: readonly FormPart[];
  setForm: (patch: Partial<PolicyForm>) => void;
  setComment: (comment: string) => void;
  /** Puts the draft on top of the version in force. */
  takeOver: () => void;
  discard: () => void;
}

/** A change of the policy that survives a reload of the tab; it is forgotten once nothing differs any more. */
export function useDraft(policy: PolicyInForceFragment): DraftState {
  const key = draftKey(useViewer(), 'POLICY');
  const fresh = (): PolicyDraft => {
    const base = formOf(policy);
    return { version: policy.version, base, form: base, comment: '' };
  };
  const [state, setState] = useState(() => {
    const kept = readPolicyDraft(sessionStorage.getItem(key));
    return { kept, isRestored: kept !== undefined, contested: [] as readonly FormPart[] };
  });
  // What nobody has touched is what is in force.
  const draft = state.kept ?? fresh();

  const put = (next: PolicyDraft, contested = state.contested) => {
    const kept = isDirty(next) ? next : undefined;
    keep(key, kept);
    setState({ kept, isRestored: state.isRestored && kept !== undefined, contested });
  };
  const input = inputOf(draft.base, draft.form);
  return {
    draft,
    changed: new Set(changedParts(draft.base, draft.form)),
    input,
    ...checkPolicy(contentOf(policy), input),
    isDirty: state.kept !== undefined,
    isRestored: state.isRestored,
    isBehind: draft.version !== policy.version,
    contested: state.contested,
    setForm: (patch) => {
      put({ ...draft, form: { ...draft.form, ...patch } });
    },
    setComment: (comment) => {
      put({ ...draft, comment });
    },
    takeOver: () => {
      const rebased = rebasePolicy(draft, formOf(policy), policy.version);
      put(rebased.draft, rebased.contested);
    },
    discard: () => {
      keep(key, undefined);
      setState({ kept: undefined, isRestored: false, contested: [] });
    },
  };
}

/** A tab that may store no more goes without. */
function keep(key: string, draft: PolicyDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // Nothing to do about it.
  }
}
