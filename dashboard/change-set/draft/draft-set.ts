import type { Draft } from '../../change/model/draft.ts';
import type { Issue } from '../../change/model/problems.ts';
import type { EntityName } from '../../entities/entity-type.ts';
import type { FieldChange } from '../../diff/field-diff.ts';
import type { RequestApprovalInput, RequestChangeSetInput } from '../../gql/types.ts';

/** A change that waits to be requested together with others. */
export interface DraftItem {
  /** Of the entity: a set changes none twice. */
  id: string;
  /** What to call the entity. */
  name: string;
  input: RequestApprovalInput;
  /** What changes, for people. */
  diff: readonly FieldChange[];
  /** The form that it was written in, to go on with. */
  form: Draft;
  /** What the server said of it; the paths are those of its input. */
  issues: readonly Issue[];
}

/** A change set that was not sent yet. */
export interface DraftSet {
  items: readonly DraftItem[];
  comment: string;
  atomic: boolean;
}

/** As many as the server takes. */
export const MOST_ITEMS = 200;

export const EMPTY_SET: DraftSet = { items: [], comment: '', atomic: false };

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The draft that is kept; an empty one if there is none that can be read. */
export function readDraftSet(storage: Storage, key: string): DraftSet {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return isDraftSet(kept) ? kept : EMPTY_SET;
  } catch {
    return EMPTY_SET;
  }
}

/** @returns whether it is kept: a tab can only store so much */
export function keepDraftSet(storage: Storage, key: string, set: DraftSet): boolean {
  try {
    if (set.items.length === 0 && set.comment === '') storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(set));
    return true;
  } catch {
    return false;
  }
}

export function itemId({ entityType, canonicalKey }: EntityName): string {
  return `${entityType} ${canonicalKey}`;
}

/**
 * Adds an item at the end, or in the place of one about the same entity.
 *
 * @param replaced id of the item that it was before; its entity may have had another name
 */
export function putItem(set: DraftSet, item: DraftItem, replaced = item.id): DraftSet {
  const at = set.items.findIndex(({ id }) => id === replaced);
  if (at < 0) return { ...set, items: [...set.items.filter(({ id }) => id !== item.id), item] };
  return {
    ...set,
    items: set.items.flatMap((each, index) => (index === at ? item : each.id === item.id ? [] : each)),
  };
}

export function removeItem(set: DraftSet, id: string): DraftSet {
  return { ...set, items: set.items.filter((item) => item.id !== id) };
}

export function setInput({ items, comment, atomic }: DraftSet): RequestChangeSetInput {
  return {
    items: items.map(({ input }) => input),
    atomic,
    ...(comment.trim() !== '' && { comment: comment.trim() }),
  };
}

/** The set with each issue beside its item; what belongs to none is left over. */
export function withIssues(set: DraftSet, issues: readonly Issue[]): { set: DraftSet; others: readonly Issue[] } {
  const about = ({ path: [root, index] }: Issue) => (root === 'items' ? Number(index) : Number.NaN);
  return {
    set: {
      ...set,
      items: set.items.map((item, index) => ({
        ...item,
        issues: issues
          .filter((issue) => about(issue) === index)
          .map(({ path, message }) => ({ path: path.slice(2), message })),
      })),
    },
    others: issues.filter((issue) => !(about(issue) < set.items.length)),
  };
}

/** Written by this page, but maybe by an older one: whether it can be shown and sent. */
function isDraftSet(value: unknown): value is DraftSet {
  if (!isObject(value)) return false;
  const { items, comment, atomic } = value;
  return typeof comment === 'string' && typeof atomic === 'boolean' && Array.isArray(items) && items.every(isItem);
}

function isItem(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, name, input, diff, form, issues } = value;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    isObject(input) &&
    isObject(form) &&
    Array.isArray(diff) &&
    Array.isArray(issues)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
