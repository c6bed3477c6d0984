import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { readFigureKey, TIER_OF } from './figures.ts';
import type { FormPart } from './policy-form.ts';

/** Such as `Due after of tier 1`. */
export function sayPart(part: FormPart): string {
  const known = readFigureKey(part);
  if (known) {
    return policyText.propose.part(policyText.figures[known.figure].name, text.tiers[TIER_OF[known.tier]]);
  }
  return part === 'timeZone' ? policyText.windows.timeZone : policyText.windows.title;
}
