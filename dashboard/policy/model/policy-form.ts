import type { PolicyInForceFragment, PolicyWindowFragment } from '../policy.generated.ts';
import type { TierName } from '../policy-search.ts';
import {
  type Figure,
  FIGURE_KEYS,
  type FigureKey,
  figureKey,
  FIGURES,
  type FigureValue,
  NAME_OF_TIER,
  readFigureKey,
  valueOf,
} from './figures.ts';

/** A policy as one types it. */
export interface PolicyForm {
  /** An age is in days where it says when a profile is due, else in hours; empty: not watched. */
  figures: Readonly<Record<string, string>>;
  timeZone: string;
  windows: readonly WindowForm[];
}

export interface WindowForm {
  name: string;
  days: readonly number[];
  from: string;
  minutes: string;
  tiers: readonly TierName[];
}

const ALL_TIERS: readonly TierName[] = Object.values(NAME_OF_TIER);

export function formOf(policy: Pick<PolicyInForceFragment, 'tiers' | 'timeZone' | 'exclusionWindows'>): PolicyForm {
  const figures: Record<string, string> = {};
  for (const tier of policy.tiers) {
    for (const figure of FIGURES) {
      figures[figureKey(NAME_OF_TIER[tier.tier], figure)] = typedFigure(figure, valueOf(tier, figure));
    }
  }
  return {
    figures,
    timeZone: policy.timeZone,
    windows: policy.exclusionWindows.map(windowFormOf),
  };
}

function windowFormOf({ name, days, from, minutes, tiers }: PolicyWindowFragment): WindowForm {
  return {
    name,
    days,
    from,
    minutes: String(minutes),
    tiers: tiers === null ? ALL_TIERS : tiers.map((tier) => NAME_OF_TIER[tier]),
  };
}

export const NEW_WINDOW: WindowForm = { name: '', days: [], from: '22:00', minutes: '120', tiers: ALL_TIERS };

/** A part of a form that is compared as a whole. */
export type FormPart = FigureKey | 'timeZone' | 'windows';

export function changedParts(base: PolicyForm, form: PolicyForm): readonly FormPart[] {
  const parts: FormPart[] = FIGURE_KEYS.filter((key) => !isSameFigure(key, base, form));
  if (base.timeZone.trim() !== form.timeZone.trim()) parts.push('timeZone');
  if (JSON.stringify(base.windows) !== JSON.stringify(form.windows)) parts.push('windows');
  return parts;
}

/** `7` and `7.0` are the same. */
function isSameFigure(key: FigureKey, base: PolicyForm, form: PolicyForm): boolean {
  const [before, after] = [base.figures[key] ?? '', form.figures[key] ?? ''];
  if (before.trim() === after.trim()) return true;
  const figure = readFigureKey(key)?.figure;
  return figure !== undefined && readFigure(figure, before) === readFigure(figure, after);
}

/** In days: what counts for a due date. Six decimals give the hour back exactly. */
function typedFigure(figure: Figure, value: FigureValue): string {
  if (value === null) return '';
  return figure === 'staleAfterHours' && typeof value === 'number'
    ? String(Math.round((value / 24) * 1e6) / 1e6)
    : String(value);
}

/** Not a number where nothing that makes sense was typed. */
export function readFigure(figure: Figure, typed: string): FigureValue {
  const said = typed.trim().replace(',', '.');
  if (figure === 'watchSchema') return said === 'true';
  if (said === '') return null;
  const value = Number(said);
  return figure === 'staleAfterHours' ? Math.round(value * 24 * 1e4) / 1e4 : value;
}
