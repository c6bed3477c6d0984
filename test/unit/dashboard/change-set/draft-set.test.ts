import { describe, expect, test } from 'vitest';

import { emptyForm } from '../../../../dashboard/change/model/change-form.ts';
import {
  type DraftItem,
  EMPTY_SET,
  itemId,
  keepDraftSet,
  putItem,
  readDraftSet,
  removeItem,
  setInput,
  withIssues,
} from '../../../../dashboard/change-set/draft/draft-set.ts';

function item(canonicalKey: string, comment?: string): DraftItem {
  const base = emptyForm('KPI', '');
  const input = { entityType: 'KPI', canonicalKey, kind: 'CREATE', ...(comment !== undefined && { comment }) } as const;
  const form = { base, version: null, form: base, canonicalKey, comment: '', replacedBy: '' };
  return { id: itemId(input), name: canonicalKey, input, diff: [], form, issues: [] };
}

const keys = (set: { items: readonly DraftItem[] }) => set.items.map(({ input }) => input.canonicalKey);
const ab = putItem(putItem(EMPTY_SET, item('a')), item('b'));

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the draft of a change set', () => {
  test('has one item for an entity, and keeps its place', () => {
    const again = putItem(ab, item('a', 'again'));
    expect(keys(again)).toEqual(['a', 'b']);
    expect(again.items[0]?.input.comment).toBe('again');
  });

  test('an item that is edited stays where it was, also under another key', () => {
    expect(keys(putItem(ab, item('c'), itemId({ entityType: 'KPI', canonicalKey: 'a' })))).toEqual(['c', 'b']);
    expect(keys(putItem(ab, item('b'), itemId({ entityType: 'KPI', canonicalKey: 'a' })))).toEqual(['b']);
    expect(keys(removeItem(ab, 'KPI a'))).toEqual(['b']);
  });

  test('survives a reload; what cannot be read is an empty one', () => {
    const storage = memory();
    expect(keepDraftSet(storage, 'k', ab)).toBe(true);
    expect(readDraftSet(storage, 'k')).toEqual(ab);
    for (const broken of ['{', '[]', '{"items":[{}],"comment":"","atomic":false}']) {
      storage.setItem('k', broken);
      expect(readDraftSet(storage, 'k')).toEqual(EMPTY_SET);
    }
    keepDraftSet(storage, 'k', EMPTY_SET);
    expect(storage.kept.size).toBe(0);
  });

  test('is sent with its items in order, and a comment if there is one', () => {
    expect(setInput({ ...ab, comment: ' why ', atomic: true })).toEqual({
      items: ab.items.map(({ input }) => input),
      atomic: true,
      comment: 'why',
    });
    expect(setInput(ab)).not.toHaveProperty('comment');
  });

  test('issues stand beside their item, with the path of its own input', () => {
    const { set, others } = withIssues(ab, [
      { path: ['items', '1', 'change', 'name'], message: 'is missing' },
      { path: ['items', '7'], message: 'is not here' },
      { path: ['comment'], message: 'is too long' },
    ]);
    expect(set.items.map(({ issues }) => issues)).toEqual([[], [{ path: ['change', 'name'], message: 'is missing' }]]);
    expect(others.map(({ path }) => path)).toEqual([['items', '7'], ['comment']]);
  });
});
