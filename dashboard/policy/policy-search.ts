export const TIERS = ['tier1', 'tier2', 'tier3', 'tier4', 'tier5'] as const;
export type TierName = (typeof TIERS)[number];

/** The thresholds that one can try: ages of a last profile in days by tier, and when a refresh leads to a profile. */
export const THRESHOLDS = [...TIERS, 'hours', 'percent'] as const;
export type ThresholdName = (typeof THRESHOLDS)[number];

const MAX_DAYS = 3_650;
/** What the server accepts at most. */
export const MOST: Readonly<Record<ThresholdName, number>> = {
  tier1: MAX_DAYS,
  tier2: MAX_DAYS,
  tier3: MAX_DAYS,
  tier4: MAX_DAYS,
  tier5: MAX_DAYS,
  hours: 24 * MAX_DAYS,
  percent: 100_000_000,
};

export const POLICY_TABS = ['policy', 'draft', 'simulation', 'history'] as const;
export type PolicyTab = (typeof POLICY_TABS)[number];

/** What is simulated besides single thresholds. */
const SUBJECTS = ['draft', 'proposal'] as const;
export type PolicySubject = (typeof SUBJECTS)[number];

/** The part of the page's state that its URL contains. A threshold that is left out is the current one. */
export interface PolicySearch extends Partial<Record<ThresholdName, number>> {
  /** Left out: the simulation if there is anything to simulate, else the policy in force. */
  tab?: PolicyTab;
  /** What is simulated. Left out: the thresholds here. */
  of?: PolicySubject;
  /** First day of the period, such as 2026-01-31, in the reader's zone. Left out: 30 days ago. */
  from?: string;
  /** Last day of the period. Left out: today. */
  to?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readPolicySearch(search: Record<string, unknown>): PolicySearch {
  const read: PolicySearch = {};
  const tab = POLICY_TABS.find((each) => each === search.tab);
  if (tab) read.tab = tab;
  const subject = SUBJECTS.find((each) => each === search.of);
  if (subject) read.of = subject;
  for (const name of THRESHOLDS) {
    const value = search[name];
    if (typeof value === 'number' && value >= 0 && value <= MOST[name]) read[name] = value;
  }
  for (const name of ['from', 'to'] as const) {
    const value = search[name];
    if (typeof value === 'string' && isDay(value)) read[name] = value;
  }
  if (read.from !== undefined && read.to !== undefined && read.from > read.to) delete read.to;
  return read;
}

/** The tab that is shown. Addresses from before there were several are those of simulations. */
export function tabOf({ tab, ...rest }: PolicySearch): PolicyTab {
  return tab ?? (Object.keys(rest).length > 0 ? 'simulation' : 'policy');
}

/** Whether it is a day of the calendar, from 1970 to 9999. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1970') return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
