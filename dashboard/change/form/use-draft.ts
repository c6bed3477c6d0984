import { useState } from 'react';

import type { EntityType } from '../../gql/types.ts';
import type { ChangeForm } from '../model/change-form.ts';
import { changedParts, type FormPart } from '../model/change-input.ts';
import { type Draft, keepDraft, readDraft, rebase } from '../model/draft.ts';

type Written = 'canonicalKey' | 'comment' | 'replacedBy';

export interface DraftState {
  draft: Draft;
  /** The parts of the form that differ from what it began from. */
  changed: readonly FormPart[];
  /** Whether something would be lost. */
  isDirty: boolean;
  /** Whether it was there when the form was opened. */
  isRestored: boolean;
  /** Parts that were changed here and in the version that was taken over. */
  contested: readonly FormPart[];
  /** Another one whenever the fields are to forget what they show. */
  generation: number;
  setForm: (patch: Partial<ChangeForm>, also?: Partial<Pick<Draft, Written>>) => void;
  set: (patch: Partial<Pick<Draft, Written>>) => void;
  /** Puts the draft on top of another version. */
  takeOver: (newBase: ChangeForm, version: number) => void;
  discard: () => void;
  /** Keeps it no longer, and leaves the form as it is: it was sent. */
  forget: () => void;
}

/**
 * A form that survives a reload of the tab; it is forgotten once nothing differs any more.
 *
 * @param edited what it goes on with, which is kept elsewhere
 */
export function useDraft(key: string, entityType: EntityType, fresh: Draft, edited?: Draft): DraftState {
  const begun = edited ?? fresh;
  const [{ draft, isRestored, contested, generation }, setState] = useState(() => {
    const kept = readDraft(sessionStorage, key, fresh.form);
    return {
      draft: kept ?? begun,
      isRestored: kept !== undefined,
      contested: [] as readonly FormPart[],
      generation: 0,
    };
  });
  const isDirtyDraft = (each: Draft) => (edited ? JSON.stringify(each) !== JSON.stringify(edited) : differs(each));
  // What a suggestion has filled in is not lost: it can be had again.
  const differs = (each: Draft) =>
    (changedParts(entityType, each.base, each.form).length > 0 &&
      changedParts(entityType, fresh.form, each.form).length > 0) ||
    each.comment !== fresh.comment ||
    each.replacedBy !== '' ||
    each.canonicalKey !== fresh.canonicalKey;

  const put = (next: Draft) => {
    keepDraft(sessionStorage, key, isDirtyDraft(next) ? next : undefined);
    setState((state) => ({ ...state, draft: next }));
  };

  return {
    draft,
    changed: changedParts(entityType, draft.base, draft.form),
    isDirty: isDirtyDraft(draft),
    isRestored,
    contested,
    generation,
    setForm: (patch, also) => {
      put({ ...draft, ...also, form: { ...draft.form, ...patch } });
    },
    set: (patch) => {
      put({ ...draft, ...patch });
    },
    takeOver: (base, version) => {
      const rebased = rebase(entityType, draft, base);
      const next = { ...draft, base, version, form: rebased.form };
      keepDraft(sessionStorage, key, isDirtyDraft(next) ? next : undefined);
      setState({ draft: next, isRestored: false, contested: rebased.contested, generation: generation + 1 });
    },
    forget: () => {
      keepDraft(sessionStorage, key, undefined);
    },
    discard: () => {
      keepDraft(sessionStorage, key, undefined);
      setState({ draft: begun, isRestored: false, contested: [], generation: generation + 1 });
    },
  };
}
