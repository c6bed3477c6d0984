import type { MonitoringPolicyInput, TierMonitoringPolicyInput } from '../../gql/types.ts';
import { type TierName, TIERS } from '../policy-search.ts';
import { type Figure, figureKey, FIGURES, isNullable, severityOf, TIER_OF } from './figures.ts';
import { changedParts, type PolicyForm, readFigure, type WindowForm } from './policy-form.ts';

/** What the form changes of what it was begun from, as the server takes it. */
export function inputOf(base: PolicyForm, form: PolicyForm): MonitoringPolicyInput {
  const changed: ReadonlySet<string> = new Set(changedParts(base, form));
  const tiers = TIERS.flatMap((tier) => {
    const figures = FIGURES.filter((figure) => changed.has(figureKey(tier, figure)));
    return figures.length === 0 ? [] : [tierInput(tier, figures, form)];
  });
  return {
    ...(tiers.length > 0 && { tiers }),
    ...(changed.has('timeZone') && { timeZone: form.timeZone.trim() }),
    ...(changed.has('windows') && { exclusionWindows: form.windows.map(windowInput) }),
  };
}

function tierInput(tier: TierName, figures: readonly Figure[], form: PolicyForm): TierMonitoringPolicyInput {
  const valueOf = (figure: Figure) => {
    const value = readFigure(figure, form.figures[figureKey(tier, figure)] ?? '');
    // The server takes null for "as it is" here.
    return value === null && !isNullable(figure) ? Number.NaN : value;
  };
  const passes = figures.flatMap((figure) => {
    const severity = severityOf(figure);
    const percent = valueOf(figure);
    return severity && typeof percent !== 'boolean' ? [{ severity, percent }] : [];
  });
  const others = figures.filter((figure) => severityOf(figure) === undefined);
  return {
    tier: TIER_OF[tier],
    ...Object.fromEntries(others.map((figure) => [figure, valueOf(figure)])),
    ...(passes.length > 0 && { minPassPercent: passes }),
  };
}

function windowInput({ name, days, from, minutes, tiers }: WindowForm) {
  return {
    name: name.trim(),
    days: days.toSorted((a, b) => a - b),
    from,
    minutes: minutes.trim() === '' ? Number.NaN : Number(minutes),
    ...(tiers.length < TIERS.length && { tiers: tiers.map((tier) => TIER_OF[tier]) }),
  };
}
