import { diffSequence, type Piece } from '../../diff/diff-sequence.ts';
import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { type TierName, TIERS } from '../policy-search.ts';
import type { PolicyChangeText } from './check-policy.ts';
import { type FigureValue, readFigureKey, sayFigure, TIER_OF } from './figures.ts';
import { sayWindow } from './window-words.ts';

/** A change of a policy as it is told. */
export type SaidChange =
  | { form: 'value'; field: string; label: string; before: string; after: string }
  | { form: 'list'; field: string; label: string; pieces: readonly Piece<string>[] };

export interface SaidGroup {
  /** A tier, or what is the same for all. */
  title: string;
  changes: readonly SaidChange[];
}

/** The changes in words, by tier. */
export function sayChanges(changes: readonly PolicyChangeText[]): readonly SaidGroup[] {
  const groups = [...TIERS, undefined].map((tier) => ({
    title: tier ? text.tiers[TIER_OF[tier]] : policyText.changes.general,
    changes: changes.filter(({ field }) => readFigureKey(field)?.tier === tier).map(sayChange),
  }));
  return groups.filter((group) => group.changes.length > 0);
}

function sayChange({ field, before, after }: PolicyChangeText): SaidChange {
  const [old, current] = [parsed(before), parsed(after)];
  const known = readFigureKey(field);
  if (known) {
    const say = (value: unknown) => (isFigure(value) ? sayFigure(known.figure, value) : plain(value));
    return {
      form: 'value',
      field,
      label: policyText.figures[known.figure].name,
      before: say(old),
      after: say(current),
    };
  }
  if (field === 'exclusionWindows') {
    const pieces = diffSequence(windowLines(old), windowLines(current)).filter(({ kind }) => kind !== 'same');
    return { form: 'list', field, label: policyText.windows.title, pieces };
  }
  const label = field === 'timeZone' ? policyText.windows.timeZone : field;
  return { form: 'value', field, label, before: plain(old), after: plain(current) };
}

function windowLines(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(windowLine) : [];
}

function windowLine(value: unknown): string {
  if (!isWindow(value)) return JSON.stringify(value);
  return policyText.windows.named(value.name, sayWindow(value));
}

function isWindow(
  value: unknown,
): value is { name: string; days: number[]; from: string; minutes: number; tiers?: TierName[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { name, days, from, minutes, tiers } = value as Record<string, unknown>;
  const names: readonly unknown[] = TIERS;
  const areTiers = tiers === undefined || (Array.isArray(tiers) && tiers.every((tier) => names.includes(tier)));
  return (
    typeof name === 'string' &&
    Array.isArray(days) &&
    days.every((day) => typeof day === 'number') &&
    typeof from === 'string' &&
    typeof minutes === 'number' &&
    areTiers
  );
}

function isFigure(value: unknown): value is FigureValue {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
