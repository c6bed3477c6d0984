import { text } from '../text/text.ts';

/** An age in days, in hours where it is less than two days; a dash where there is none. */
export function formatAge(days: number | null | undefined): string {
  if (days == null) return text.policy.noAge;
  if (days < 2) return text.policy.hours(Math.round(days * 24));
  return text.policy.days(days < 10 ? Math.round(days * 10) / 10 : Math.round(days));
}
