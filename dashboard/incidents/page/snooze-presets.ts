export const SNOOZES = ['hours', 'tomorrow', 'week'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** Until when, in the reader's zone: a day may have 23 or 25 hours. */
export function snoozeUntil(snooze: Snooze, now: Date): Date {
  const until = new Date(now);
  if (snooze === 'hours') return new Date(now.getTime() + 4 * 3_600_000);
  if (snooze === 'week') {
    until.setDate(until.getDate() + 7);
    return until;
  }
  until.setDate(until.getDate() + 1);
  until.setHours(9, 0, 0, 0);
  return until;
}
