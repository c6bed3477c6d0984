import { useNavigate } from '@tanstack/react-router';

import { type DraftItem, itemId, MOST_ITEMS, putItem } from '../../change-set/draft/draft-set.ts';
import { useDraftSet } from '../../change-set/draft/use-draft-set.ts';
import { type ChangeForm } from '../model/change-form.ts';
import { type Draft, isDraft } from '../model/draft.ts';
import type { Issue } from '../model/problems.ts';

export interface SetItem {
  /** The form of the item that is edited; undefined: it is none of the draft. */
  edited: Draft | undefined;
  /** What the server said of the item. */
  issues: readonly Issue[];
  /** Whether the draft takes no further item. */
  isFull: boolean;
  /**
   * Keeps what is asked for in the draft of a change set, and goes on to that.
   *
   * @returns whether the tab could keep it
   */
  add: (item: Omit<DraftItem, 'id' | 'issues'>) => boolean;
}

/** @param like a form of the same shape */
export function useSetItem(editedId: string | undefined, like: ChangeForm): SetItem {
  const { set, put } = useDraftSet();
  const navigate = useNavigate();
  const item = set.items.find(({ id }) => id === editedId);
  return {
    edited: item && isDraft(item.form, like) ? item.form : undefined,
    issues: item?.issues ?? [],
    isFull: item === undefined && set.items.length >= MOST_ITEMS,
    add: (parts) => {
      const isKept = put(putItem(set, { ...parts, id: itemId(parts.input), issues: [] }, item?.id));
      // What the form holds is no longer lost.
      if (isKept) void navigate({ to: '/change-set', ignoreBlocker: true });
      return isKept;
    },
  };
}
