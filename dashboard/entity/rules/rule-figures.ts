import type { Severity } from '../../gql/types.ts';
import type { ProfileFiguresFragment } from '../profile/latest-profile.generated.ts';

/** What a profile says about a business rule. */
export type RuleFigures = ProfileFiguresFragment['rules'][number];

export interface RuleCounts {
  failing: number;
  passing: number;
  skipped: number;
}

const GRAVITY: Readonly<Record<Severity, number>> = { CRITICAL: 0, ERROR: 1, WARNING: 2, INFO: 3 };

export function isFailing({ checked, passed }: Pick<RuleFigures, 'checked' | 'passed'>): boolean {
  return passed < checked;
}

/** The gravest first; of equal ones those with the most violations. */
export function gravestFirst(a: RuleFigures, b: RuleFigures): number {
  return GRAVITY[a.severity] - GRAVITY[b.severity] || failed(b) - failed(a);
}

export function countRules(rules: readonly RuleFigures[]): RuleCounts {
  const failing = rules.filter(isFailing).length;
  const skipped = rules.filter(({ skippedBecause }) => skippedBecause !== null).length;
  return { failing, passing: rules.length - failing - skipped, skipped };
}

function failed({ checked, passed }: RuleFigures): number {
  return checked - passed;
}
