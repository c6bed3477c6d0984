import {
  changePolicy,
  diffOfPolicies,
  MAX_WINDOW_MINUTES,
  POLICY_BOUNDS,
  policyChangeSchema,
  type PolicyContent,
} from '../../../src/domain/monitoring/policy-change.ts';
import type { MonitoringPolicyInput } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { policyText } from '../../text/policy.ts';
import { TIERS } from '../policy-search.ts';
import { type Figure, figureKey, NAME_OF_TIER, readFigureKey } from './figures.ts';

export interface PolicyChangeText {
  field: string;
  /** As JSON. */
  before: string | null;
  after: string | null;
}

interface SaidIssue {
  path: readonly string[];
  message: string;
}

export interface CheckedPolicy {
  /** By the place in the form: a figure, `timeZone`, or such as `windows.0.minutes`. */
  problems: ReadonlyMap<string, string>;
  /** What would change; nothing is known of it while there are problems. */
  changes: readonly PolicyChangeText[];
}

/** The server's own rules, so that what they refuse is said beside its field before it is sent. */
export function checkPolicy(inForce: PolicyContent, input: MonitoringPolicyInput): CheckedPolicy {
  const problems = new Map<string, string>();
  const parsed = policyChangeSchema.safeParse(input);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const place = placeOf(path.map(String), input);
      if (!problems.has(place)) problems.set(place, sayProblem(place, message));
    }
    return { problems, changes: [] };
  }
  const content = changePolicy(inForce, parsed.data);
  for (const tier of TIERS) {
    const { volumeLowPercent: low, volumeHighPercent: high } = content.tiers[tier];
    if (low !== null && high !== null && low >= high) {
      problems.set(figureKey(tier, 'volumeLowPercent'), policyText.problems.volume);
    }
  }
  return { problems, changes: problems.size > 0 ? [] : diffOfPolicies(inForce, content) };
}

/** Issues of the server, whose paths begin with `policy`; the others belong to no field of the form. */
export function sortIssues(issues: readonly SaidIssue[], input: MonitoringPolicyInput) {
  const problems = new Map<string, string>();
  const others: string[] = [];
  for (const { path, message } of issues) {
    const [root, ...rest] = path;
    const place = root === 'policy' ? placeOf(rest, input) : 'other';
    if (place === 'other') others.push(policyText.problems.other(path.join('.'), message));
    else problems.set(place, sayProblem(place, message));
  }
  return { problems, others };
}

/** The place in the form of a path in the input. */
function placeOf([root, index = '', member = '', ...rest]: readonly string[], input: MonitoringPolicyInput): string {
  if (root === 'timeZone') return root;
  if (root === 'exclusionWindows' && member !== '') return `windows.${index}.${member}`;
  if (root === 'exclusionWindows') return 'windows';
  const tier = input.tiers?.[Number(index)];
  if (root !== 'tiers' || !tier || member === '') return 'other';
  const severity = tier.minPassPercent?.[Number(rest[0])]?.severity;
  return `${NAME_OF_TIER[tier.tier]}.${member === 'minPassPercent' && severity ? `${member}.${severity}` : member}`;
}

function sayProblem(place: string, message: string): string {
  const words = policyText.problems;
  const figure = readFigureKey(place)?.figure;
  if (figure) return sayBounds(figure);
  if (place === 'timeZone') return words.timeZone;
  switch (/^windows\.\d+\.(\w+)$/.exec(place)?.[1]) {
    case 'name':
      return words.name;
    case 'days':
      return words.days;
    case 'from':
      return words.from;
    case 'minutes':
      return words.minutes(formatCount(MAX_WINDOW_MINUTES));
    case 'tiers':
      return words.tiers;
    default:
      return message;
  }
}

function sayBounds(figure: Figure): string {
  const words = policyText.problems;
  const [name] = figure.split('.');
  const bounds = Object.entries(POLICY_BOUNDS).find(([each]) => each === name)?.[1];
  if (!bounds) return words.figure;
  if (figure === 'staleAfterHours') return words.staleAfter(formatCount(bounds.to / 24));
  return words.within(formatCount(bounds.from), formatCount(bounds.to));
}
