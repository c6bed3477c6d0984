/** How many profiles are shown before the opening, and after the end. */
const BEFORE = 20;
const AFTER = 10;

/**
 * The profiles that show what went wrong: some before the incident was opened, all while it was open, and some after it
 * was resolved.
 *
 * @param points oldest first
 */
export function pointsAround<P extends { atMs: number }>(
  points: readonly P[],
  openedMs: number,
  resolvedMs: number | undefined,
): readonly P[] {
  const opening = points.findIndex(({ atMs }) => atMs >= openedMs);
  const first = Math.max(0, (opening === -1 ? points.length : opening) - BEFORE);
  const after = resolvedMs === undefined ? -1 : points.findIndex(({ atMs }) => atMs > resolvedMs);
  return points.slice(first, after === -1 ? undefined : after + AFTER);
}
