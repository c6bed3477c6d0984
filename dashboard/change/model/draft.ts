import type { EntityType } from '../../gql/types.ts';
import type { ChangeForm } from './change-form.ts';
import { changedParts, type FormPart, partsOf } from './change-input.ts';

/** What is kept of a form that was not sent yet. */
export interface Draft {
  /** What it was begun from: the form of an approved version, or an empty one. */
  base: ChangeForm;
  version: number | null;
  form: ChangeForm;
  canonicalKey: string;
  comment: string;
  /** Of a deprecation; empty: nothing takes its place. */
  replacedBy: string;
}

/** Where drafts are kept, such as `sessionStorage`. */
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The draft, if there is one that fits the form as it is today. */
export function readDraft(storage: Storage, key: string, like: ChangeForm): Draft | undefined {
  const kept = storage.getItem(key);
  if (kept === null) return undefined;
  try {
    const draft: unknown = JSON.parse(kept);
    return isDraft(draft, like) ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** A tab that may store no more goes without: the form itself still has everything. */
export function keepDraft(storage: Storage, key: string, draft: Draft | undefined): void {
  try {
    if (draft) storage.setItem(key, JSON.stringify(draft));
    else storage.removeItem(key);
  } catch {
    // Nothing to do about it.
  }
}

/**
 * The form on top of another approved version: what was not touched is as it is there now, what was touched stays.
 * `contested` are the parts that both have changed.
 */
export function rebase(
  entityType: EntityType,
  { base, form }: { base: ChangeForm; form: ChangeForm },
  newBase: ChangeForm,
): { form: ChangeForm; contested: readonly FormPart[] } {
  const mine = changedParts(entityType, base, form);
  const theirs = changedParts(entityType, base, newBase);
  const rebased = { ...newBase };
  for (const part of mine) Object.assign(rebased, { [part]: form[part] });
  const contested = partsOf(entityType).filter(
    (part) =>
      mine.includes(part) && theirs.includes(part) && JSON.stringify(form[part]) !== JSON.stringify(newBase[part]),
  );
  return { form: rebased, contested };
}

/** Written by this page, but maybe by an older one: it must have the same shape. */
export function isDraft(value: unknown, like: ChangeForm): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { base, form, version, canonicalKey, comment, replacedBy } = value as Partial<Record<keyof Draft, unknown>>;
  const isVersion = version === null || typeof version === 'number';
  return (
    isVersion &&
    typeof canonicalKey === 'string' &&
    typeof comment === 'string' &&
    typeof replacedBy === 'string' &&
    hasShape(base, like) &&
    hasShape(form, like)
  );
}

function hasShape(value: unknown, like: unknown): boolean {
  if (Array.isArray(like)) return Array.isArray(value);
  if (typeof like !== 'object' || like === null) return typeof value === typeof like;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const found = value as Record<string, unknown>;
  return Object.entries(like).every(([name, member]) => Object.hasOwn(found, name) && hasShape(found[name], member));
}
