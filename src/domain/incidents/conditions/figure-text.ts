import { HOUR_MS, MINUTE_MS } from '../../time-units.ts';

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
/** Below this, a duration is written in hours. */
const HOURS_UP_TO_MS = 72 * HOUR_MS;
const MINUTES_UP_TO_MS = 2 * HOUR_MS;

/** A count of rows or values, such as `25,000`. */
export function countText(count: number): string {
  return COUNT.format(count);
}

/** A percentage with one decimal, or with as many as it takes to show that it differs from the bound. */
export function percentText(percent: number, bound?: number): string {
  for (let decimals = 1; decimals < 6; decimals++) {
    const text = rounded(percent, decimals);
    if (bound === undefined || percent === bound || Number(text) !== bound) return `${text} %`;
  }
  return `${percent} %`;
}

/** A duration, such as `45 min`, `26.5 h` or `3.5 days`. */
export function durationText(ms: number): string {
  if (ms < MINUTES_UP_TO_MS) return `${rounded(ms / MINUTE_MS, 0)} min`;
  if (ms < HOURS_UP_TO_MS) return `${rounded(ms / HOUR_MS, 1)} h`;
  return `${rounded(ms / (24 * HOUR_MS), 1)} days`;
}

/** Names in a sentence: `a`, `a and b`, `a, b and 4 more`. */
export function namesText(names: readonly string[], most = 3): string {
  const shown = names.length <= most ? names : names.slice(0, most - 1);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : [...shown];
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function rounded(value: number, decimals: number): string {
  const factor = 10 ** decimals;
  return String(Math.round((value + Number.EPSILON) * factor) / factor);
}
