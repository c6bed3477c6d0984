import type { Tier } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { policyText } from '../../text/policy.ts';
import type { TierPolicyFragment } from '../policy.generated.ts';
import { type TierName, TIERS } from '../policy-search.ts';

/** What a policy says of each tier, in the words that the server has for it in a change. */
export const FIGURE_GROUPS = {
  profiles: ['staleAfterHours', 'cooldownHours', 'rowsChangedPercent'],
  quality: [
    'scoreDropPercent',
    'minPassPercent.CRITICAL',
    'minPassPercent.ERROR',
    'minPassPercent.WARNING',
    'minPassPercent.INFO',
  ],
  loads: ['volumeLowPercent', 'volumeHighPercent', 'freshnessFactor', 'watchSchema'],
} as const;
export type FigureGroup = keyof typeof FIGURE_GROUPS;
export type Figure = (typeof FIGURE_GROUPS)[FigureGroup][number];
export const FIGURES: readonly Figure[] = Object.values(FIGURE_GROUPS).flat();

/** Such as `tier1.staleAfterHours`. */
export type FigureKey = `${TierName}.${Figure}`;
/** Null: not watched. Not a number: what was typed is none. */
export type FigureValue = number | boolean | null;

export const TIER_OF: Readonly<Record<TierName, Tier>> = {
  tier1: 'TIER1',
  tier2: 'TIER2',
  tier3: 'TIER3',
  tier4: 'TIER4',
  tier5: 'TIER5',
};
export const NAME_OF_TIER: Readonly<Record<Tier, TierName>> = {
  TIER1: 'tier1',
  TIER2: 'tier2',
  TIER3: 'tier3',
  TIER4: 'tier4',
  TIER5: 'tier5',
};

const SEVERITY_OF = {
  'minPassPercent.CRITICAL': 'CRITICAL',
  'minPassPercent.ERROR': 'ERROR',
  'minPassPercent.WARNING': 'WARNING',
  'minPassPercent.INFO': 'INFO',
} as const;
type PassFigure = keyof typeof SEVERITY_OF;

/** Of a figure that says how many values must pass rules. */
export function severityOf(figure: Figure): (typeof SEVERITY_OF)[PassFigure] | undefined {
  return isPassFigure(figure) ? SEVERITY_OF[figure] : undefined;
}

function isPassFigure(figure: Figure): figure is PassFigure {
  return Object.hasOwn(SEVERITY_OF, figure);
}

const NULLABLE: ReadonlySet<Figure> = new Set([
  'volumeLowPercent',
  'volumeHighPercent',
  'freshnessFactor',
  ...FIGURE_GROUPS.quality.slice(1),
]);

/** Whether it can be left empty: then nothing is watched. */
export function isNullable(figure: Figure): boolean {
  return NULLABLE.has(figure);
}

export function figureKey(tier: TierName, figure: Figure): FigureKey {
  return `${tier}.${figure}`;
}

export const FIGURE_KEYS: readonly FigureKey[] = TIERS.flatMap((tier) =>
  FIGURES.map((figure) => figureKey(tier, figure)),
);

/** Undefined for a name that is not one of these, such as that of a figure which a newer server has. */
export function readFigureKey(name: string): { tier: TierName; figure: Figure } | undefined {
  const tier = TIERS.find((each) => name.startsWith(`${each}.`));
  const figure = FIGURES.find((each) => tier !== undefined && name === figureKey(tier, each));
  return tier && figure && { tier, figure };
}

export function valueOf(policy: TierPolicyFragment, figure: Figure): FigureValue {
  if (!isPassFigure(figure)) return policy[figure];
  return policy.minPassPercent.find(({ severity }) => severity === SEVERITY_OF[figure])?.percent ?? null;
}

/** In words, such as `7 days`, `50 %` or `not watched`. */
export function sayFigure(figure: Figure, value: FigureValue): string {
  const words = policyText.values;
  if (value === null) return severityOf(figure) ? words.anyShare : words.notWatched;
  if (typeof value === 'boolean') return value ? words.watched : words.notWatched;
  switch (figure) {
    case 'staleAfterHours':
    case 'cooldownHours':
      return sayHours(value);
    case 'freshnessFactor':
      return words.intervals(value, formatNumber(value));
    default:
      return words.percent(formatNumber(value));
  }
}

/** In days from two of them on, where these are whole. */
function sayHours(hours: number): string {
  const words = policyText.values;
  return hours >= 48 && hours % 24 === 0 ? words.days(formatCount(hours / 24)) : words.hours(formatNumber(hours));
}

/** As exactly as it is. */
function formatNumber(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(value);
}
