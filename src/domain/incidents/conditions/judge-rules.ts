import { counted } from '../../counted.ts';
import { SEVERITIES, type Severity } from '../../entities/entity-definition.ts';
import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { RuleResult } from '../../profiling/figures.ts';
import type { Profile } from '../../profiling/profile.ts';
import { countText, percentText } from './figure-text.ts';
import { fine, trouble, UNKNOWN, type Verdict } from './verdict.ts';

export interface RulesJudged {
  profile: Pick<Profile, 'rules' | 'estimate'>;
  /** The table that was measured, for the sentence. */
  table: string;
  policy: Pick<TierMonitoringPolicy, 'minPassPercent'>;
  /** By the id of the rule: the share that it demands itself. */
  ownMinimums: ReadonlyMap<string, number>;
  /** The rule of the open incident, if there is one. */
  openRuleId: string | null;
}

/** A rule that too few of the checked values pass. */
interface Failing {
  rule: RuleResult;
  minPercent: number;
}

/**
 * Whether enough of the checked values pass each rule. A rule that was skipped, or that had nothing to check, neither fails
 * nor passes.
 */
export function judgeRules({ profile, table, policy, ownMinimums, openRuleId }: RulesJudged): Verdict {
  const failing = profile.rules
    .flatMap((rule): Failing[] => {
      const minPercent = ownMinimums.get(rule.entityId) ?? policy.minPassPercent[rule.severity];
      return minPercent !== null && isFailing(rule, minPercent) ? [{ rule, minPercent }] : [];
    })
    .toSorted(gravestFirst);
  const [gravest, ...others] = failing;
  if (gravest) {
    const summary = sentenceOf(gravest, others, { table, isEstimate: profile.estimate !== null });
    return trouble(gravest.rule.severity, summary, { ruleId: gravest.rule.entityId });
  }
  const opening = profile.rules.find(({ entityId }) => entityId === openRuleId);
  if (opening?.checked === 0) return UNKNOWN;
  return fine('Every rule is passed by as many values as it demands.');
}

function isFailing({ checked, passed }: RuleResult, minPercent: number): boolean {
  return checked > 0 && 100 * passed < minPercent * checked;
}

function gravestFirst({ rule: one }: Failing, { rule: other }: Failing): number {
  return (
    rankOf(other.severity) - rankOf(one.severity) ||
    shareOf(other) - shareOf(one) ||
    compareTexts(one.canonicalKey, other.canonicalKey)
  );
}

function sentenceOf(
  { rule, minPercent }: Failing,
  others: readonly Failing[],
  { table, isEstimate }: { table: string; isEstimate: boolean },
): string {
  const { checked, passed, column, canonicalKey } = rule;
  const most = 100 - minPercent;
  const about = isEstimate ? 'about ' : '';
  const failed = checked - passed;
  const figures = `${about}${countText(failed)} of ${counted(checked, 'value')} of ${table}.${column}`;
  const share = `${percentText(shareOf(rule), most)}, at most ${percentText(most)} may`;
  const rest = others.length === 0 ? '' : `, and ${counted(others.length, 'other rule fails', 'other rules fail')}`;
  return `${capitalized(figures)} ${failed === 1 ? 'fails' : 'fail'} rule ${canonicalKey} (${share})${rest}.`;
}

/** The share of the checked values that fail, in percent. */
function shareOf({ checked, passed }: RuleResult): number {
  return (100 * (checked - passed)) / checked;
}

function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
