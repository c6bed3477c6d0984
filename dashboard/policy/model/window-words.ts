import { formatCount } from '../../text/format.ts';
import { policyText } from '../../text/policy.ts';
import { type TierName, TIERS } from '../policy-search.ts';

export interface SaidWindow {
  days: readonly number[];
  from: string;
  minutes: number;
  /** Left out: all. */
  tiers?: readonly TierName[] | undefined;
}

const DAY_MINUTES = 24 * 60;

/** When it is open and whom it concerns, such as `Fridays at 22:00 for 5 h, until 03:00 the next day; tiers 4 and 5`. */
export function sayWindow({ days, from, minutes, tiers }: SaidWindow): string {
  const words = policyText.windows;
  const when = words.when(sayDays(days), from, sayMinutes(minutes), sayEnd(from, minutes));
  return words.whom(when, tiers ? sayTiers(tiers) : words.allTiers);
}

/** Such as `weekdays` or `Mondays and Fridays`. */
export function sayDays(days: readonly number[]): string {
  const words = policyText.windows;
  const key = days.toSorted((a, b) => a - b).join('');
  if (key === '1234567') return words.everyDay;
  if (key === '12345') return words.weekdays;
  if (key === '67') return words.weekends;
  return listOf(days.toSorted((a, b) => a - b).map((day) => words.everyWeekday[day - 1] ?? String(day)));
}

/** Such as `5 h` or `1 h 30 min`. */
export function sayMinutes(minutes: number): string {
  const words = policyText.windows;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return words.minutesShort(formatCount(rest));
  return rest === 0
    ? words.hoursShort(formatCount(hours))
    : `${words.hoursShort(formatCount(hours))} ${words.minutesShort(formatCount(rest))}`;
}

/** What the clock shows at its end, if nobody changes it meanwhile. */
function sayEnd(from: string, minutes: number): string {
  const [hour = 0, minute = 0] = from.split(':').map(Number);
  const end = hour * 60 + minute + minutes;
  const two = (value: number) => String(value).padStart(2, '0');
  const inDay = end % DAY_MINUTES;
  return policyText.windows.until(`${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`, Math.floor(end / DAY_MINUTES));
}

function sayTiers(tiers: readonly TierName[]): string {
  return policyText.windows.someTiers(tiers.length, listOf(tiers.map((tier) => String(TIERS.indexOf(tier) + 1))));
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}
