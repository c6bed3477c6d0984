import type { MonitoringPolicyInput, SimulateProfilingPolicyInput } from '../../gql/types.ts';
import { type PolicySearch, type TierName, TIERS } from '../policy-search.ts';

export const DEFAULT_DAYS = 30;

/** What to ask the server. It stays the same for the whole day, so that the answer can be kept. */
export function questionOf(
  search: PolicySearch,
  now: Date,
  /** Instead of the thresholds. */
  subject: { policy?: MonitoringPolicyInput; proposalId?: string } = {},
): SimulateProfilingPolicyInput {
  const { hours, percent } = search;
  const from = search.from ?? dayBefore(now, DEFAULT_DAYS);
  const thresholdDays: Partial<Record<TierName, number>> = {};
  for (const tier of TIERS) if (search[tier] !== undefined) thresholdDays[tier] = search[tier];
  const end = search.to === undefined ? undefined : startOf(search.to, 1);
  const thresholds = {
    ...(Object.keys(thresholdDays).length > 0 && { thresholdDays }),
    ...(hours !== undefined && { refreshMaxAgeHours: hours }),
    ...(percent !== undefined && { refreshRatio: percent / 100 }),
  };
  const isOther = subject.policy !== undefined || subject.proposalId !== undefined;
  return {
    from: startOf(from).toISOString(),
    // Left out: now. The end of a day that is not over would be in the future, which the server refuses.
    ...(end && end <= now && { to: end.toISOString() }),
    ...(isOther ? subject : thresholds),
  };
}

/** A day so many days before a time, in the reader's zone. */
export function dayBefore(time: Date, days: number): string {
  const day = new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}

/** When a day begins in the reader's zone, or one some days later. */
function startOf(day: string, daysLater = 0): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}
