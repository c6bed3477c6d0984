import { figureKey } from '../model/figures.ts';
import type { PolicyForm } from '../model/policy-form.ts';
import { type PolicySearch, TIERS } from '../policy-search.ts';

/** The figures of a draft with the thresholds that were tried. Cooldown and share of rows are those of all tiers. */
export function putThresholds(form: PolicyForm, tried: PolicySearch): Pick<PolicyForm, 'figures'> {
  const figures: Record<string, string> = { ...form.figures };
  for (const tier of TIERS) {
    const days = tried[tier];
    if (days !== undefined) figures[figureKey(tier, 'staleAfterHours')] = String(days);
    if (tried.hours !== undefined) figures[figureKey(tier, 'cooldownHours')] = String(tried.hours);
    if (tried.percent !== undefined) figures[figureKey(tier, 'rowsChangedPercent')] = String(tried.percent);
  }
  return { figures };
}
