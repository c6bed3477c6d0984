import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { Profile } from '../../profiling/profile.ts';
import { countText, percentText } from './figure-text.ts';
import { median } from './median.ts';
import { fine, NOT_WATCHED, trouble, UNKNOWN, type Verdict } from './verdict.ts';

/** As many profiles before it as a row count is compared with, and how many there must be. */
export const VOLUME_PROFILES = { most: 7, least: 3 } as const;

type Counted = Pick<Profile, 'rowCount' | 'estimate'>;

export interface VolumeJudged {
  profile: Counted;
  /** Those before it of the same dataset, newest first, at most seven. */
  previous: readonly Counted[];
  /** The table that was measured, for the sentence. */
  table: string;
  policy: Pick<TierMonitoringPolicy, 'volumeLowPercent' | 'volumeHighPercent'>;
  /** The median from which the open incident departed, if there is one. */
  openReference: number | undefined;
}

/**
 * Whether the row count is far from the median of the last profiles. While an incident is open, it is compared with the
 * median from before it as well: either is good enough. A table that was empty has no usual size.
 */
export function judgeVolume({ profile, previous, table, policy, openReference }: VolumeJudged): Verdict {
  const { volumeLowPercent: low, volumeHighPercent: high } = policy;
  if (low === null && high === null) return NOT_WATCHED;
  const last = previous.slice(0, VOLUME_PROFILES.most);
  const usual = last.length < VOLUME_PROFILES.least ? undefined : median(last.map(({ rowCount }) => rowCount));
  const references = [openReference, usual].filter((count) => count !== undefined && count > 0);
  const [reference] = references;
  if (reference === undefined) return UNKNOWN;
  const departs = (count: number) => departure(profile.rowCount, count, { low, high });
  if (references.some((count) => departs(count ?? 0) === undefined)) {
    return fine(`${table} has ${rowsOf(profile)}, which is within bounds.`);
  }
  const isEstimate = profile.estimate !== null || last.some(({ estimate }) => estimate !== null);
  const percent = (100 * profile.rowCount) / reference;
  const bound = profile.rowCount < reference ? (low ?? 0) : (high ?? 0);
  const limit = `${profile.rowCount < reference ? 'at least' : 'at most'} ${percentText(bound)}`;
  const usually = `${openReference === undefined ? 'usual' : 'former'} ${countText(reference)}`;
  const note = isEstimate ? '; counts are estimated from samples' : '';
  return trouble(
    profile.rowCount === 0 ? 'CRITICAL' : 'ERROR',
    `${table} has ${rowsOf(profile)}, ${percentText(percent, bound)} of the ${usually} (${limit} are expected${note}).`,
    { reference: { rowCount: reference } },
  );
}

function departure(
  count: number,
  reference: number,
  { low, high }: { low: number | null; high: number | null },
): 'low' | 'high' | undefined {
  if (low !== null && 100 * count < low * reference) return 'low';
  if (high !== null && 100 * count > high * reference) return 'high';
  return undefined;
}

function rowsOf({ rowCount, estimate }: Counted): string {
  const count = `${countText(rowCount)} ${rowCount === 1 ? 'row' : 'rows'}`;
  return rowCount === 0 ? 'no rows' : estimate === null ? count : `about ${count}`;
}
