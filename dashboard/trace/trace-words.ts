import { formatSeconds } from '../text/format.ts';
import { text } from '../text/text.ts';
import { durationMs, type TraceRow } from './trace-rows.ts';

/** Below this, an effect came as soon as its cause. */
const AT_ONCE_MS = 1;

/** How long an event waited for its turn: `after 1.2 s`. */
export function waitWords({ waitMs, isOrphan }: Pick<TraceRow, 'waitMs' | 'isOrphan'>): string {
  if (isOrphan) return text.trace.orphan;
  if (waitMs === undefined) return text.trace.first;
  if (Math.abs(waitMs) < AT_ONCE_MS) return text.trace.atOnce;
  return waitMs < 0
    ? text.trace.before(formatSeconds(-waitMs / 1_000))
    : text.trace.after(formatSeconds(waitMs / 1_000));
}

/** How long its work took: `took 35 ms`; empty if it reports none. */
export function durationWords({ event }: Pick<TraceRow, 'event'>): string {
  const ms = durationMs(event);
  return ms === 0 ? '' : text.trace.took(formatSeconds(ms / 1_000));
}
