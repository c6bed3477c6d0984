/** Numbers and times as the reader's browser writes them; words in the language of the page. */
const LANGUAGE = 'en';
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const integer = new Intl.NumberFormat(LANGUAGE);
const compact = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 });
const oneDecimal = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(LANGUAGE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const signedInteger = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const hourMinute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit' });

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** Such as `5 minutes ago` or `in 3 days`. */
export function formatRelative(time: Date, now = new Date()): string {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit
    ? relative.format(Math.trunc(seconds / unit[1]), unit[0])
    : relative.format(Math.round(seconds), 'second');
}

/** Of what has happened: never in the future, even if the clocks of server and browser differ. */
export function formatPast(time: Date, now = new Date()): string {
  return formatRelative(new Date(Math.min(time.getTime(), now.getTime())), now);
}

/** In the reader's zone. */
export function formatDateTime(time: Date): string {
  return dateTime.format(time);
}

/** The time of the day, in the reader's zone. */
export function formatClock(time: Date): string {
  return clock.format(time);
}

/** Such as `2026-01-31 12:00:00 UTC`. */
export function formatUtc(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** How much time has passed, such as `47 min` or `3 days`. */
export function formatElapsed(since: Date, now = new Date()): string {
  const seconds = (now.getTime() - since.getTime()) / 1000;
  const [unit, size] = UNITS.find(([, each]) => seconds >= each) ?? ['minute', 60];
  const count = Math.trunc(seconds / size);
  return count === 0 ? `< ${inUnits(1, unit)}` : inUnits(count, unit);
}

function inUnits(count: number, unit: (typeof UNITS)[number][0]): string {
  const unitDisplay = unit === 'minute' ? 'short' : 'long';
  return new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, unitDisplay }).format(count);
}

export function formatCount(count: number): string {
  return integer.format(count);
}

/** Where there is little room, such as `1.2K`. */
export function formatShortCount(count: number): string {
  return compact.format(count);
}

/** With one decimal, as scores and percentages are given. */
export function formatScore(score: number): string {
  return oneDecimal.format(score);
}

/** A duration in the units that tell it best, such as `250 ms`, `1.5 s`, `2 min 5 s` or `1 h 30 min`. */
export function formatSeconds(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const tenths = Math.round(seconds * 10);
  if (tenths < 600) return `${oneDecimal.format(tenths / 10)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** With one decimal, and never `0.0 %` or `100.0 %` for what is not quite that. */
export function formatPercent(percent: number): string {
  return `${formatShare(percent)} %`;
}

/** The same where a heading says that it is a percentage. */
export function formatShare(percent: number): string {
  if (percent > 0 && percent < 0.05) return '< 0.1';
  if (percent < 100 && percent >= 99.95) return '> 99.9';
  return oneDecimal.format(percent);
}

/** With its sign, such as `+1.5`, `−0.3` or `0.0`. */
export function formatPoints(points: number): string {
  return signed.format(points);
}

/** With its sign, such as `+1,200`, `-3` or `0`. */
export function formatDifference(count: number): string {
  return signedInteger.format(count);
}

/** An age in days; in hours where it is less than two days. */
export function formatAge(days: number): string {
  const hours = Math.round(days * 24);
  if (hours === 0) return '< 1 h';
  if (days < 2) return `${integer.format(hours)} h`;
  return `${integer.format(days < 10 ? Math.round(days * 10) / 10 : Math.round(days))} days`;
}

/** For the axis of a curve: the time of the day, or the day where a step is that long. */
export function formatTick(time: Date, stepSeconds: number): string {
  if (stepSeconds >= 28 * 86_400) return month.format(time);
  return stepSeconds >= 86_400 ? shortDay.format(time) : hourMinute.format(time);
}
