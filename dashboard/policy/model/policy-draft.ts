import { TIERS } from '../policy-search.ts';
import { FIGURE_KEYS } from './figures.ts';
import { changedParts, type FormPart, type PolicyForm, type WindowForm } from './policy-form.ts';

/** What is kept of a change of the policy that was not proposed yet. */
export interface PolicyDraft {
  /** The version that it was begun from. */
  version: number;
  base: PolicyForm;
  form: PolicyForm;
  comment: string;
}

export function isDirty({ base, form, comment }: PolicyDraft): boolean {
  return changedParts(base, form).length > 0 || comment.trim() !== '';
}

/** The draft, if there is one that this page can show. */
export function readPolicyDraft(kept: string | null): PolicyDraft | undefined {
  if (kept === null) return undefined;
  try {
    const draft: unknown = JSON.parse(kept);
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The draft on top of another version: what was not touched is as it is there now, what was touched stays. `contested`
 * are the parts that both have changed, differently.
 */
export function rebasePolicy(
  draft: PolicyDraft,
  base: PolicyForm,
  version: number,
): { draft: PolicyDraft; contested: readonly FormPart[] } {
  const mine: ReadonlySet<FormPart> = new Set(changedParts(draft.base, draft.form));
  const theirs: ReadonlySet<FormPart> = new Set(changedParts(draft.base, base));
  const figures = Object.fromEntries(
    FIGURE_KEYS.map((key) => [key, (mine.has(key) ? draft.form : base).figures[key] ?? '']),
  );
  const form = {
    figures,
    timeZone: (mine.has('timeZone') ? draft.form : base).timeZone,
    windows: (mine.has('windows') ? draft.form : base).windows,
  };
  const contested = changedParts(base, form).filter((part) => theirs.has(part));
  return { draft: { ...draft, version, base, form }, contested };
}

/** Written by this page, but maybe by an older one. */
function isDraft(value: unknown): value is PolicyDraft {
  if (!isObject(value)) return false;
  const { version, base, form, comment } = value;
  return typeof version === 'number' && typeof comment === 'string' && isForm(base) && isForm(form);
}

function isForm(value: unknown): value is PolicyForm {
  if (!isObject(value)) return false;
  const { figures, timeZone, windows } = value;
  return (
    isObject(figures) &&
    FIGURE_KEYS.every((key) => typeof figures[key] === 'string') &&
    typeof timeZone === 'string' &&
    Array.isArray(windows) &&
    windows.every(isWindow)
  );
}

function isWindow(value: unknown): value is WindowForm {
  if (!isObject(value)) return false;
  const { name, days, from, minutes, tiers } = value;
  const names: readonly unknown[] = TIERS;
  return (
    [name, from, minutes].every((each) => typeof each === 'string') &&
    Array.isArray(days) &&
    days.every((day) => typeof day === 'number') &&
    Array.isArray(tiers) &&
    tiers.every((tier) => names.includes(tier))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
