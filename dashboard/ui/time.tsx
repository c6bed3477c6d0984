import { useSyncExternalStore } from 'react';

import { formatDateTime, formatElapsed, formatRelative, formatUtc } from '../text/format.ts';
import { text } from '../text/text.ts';
import { classNames } from './class-names.ts';

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all times on the page. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time now, renewed every 15 seconds. */
export function useNow(): Date {
  return new Date(
    Math.max(
      useSyncExternalStore(onTick, () => now),
      now,
    ),
  );
}

export interface TimeProps {
  /** RFC 3339. */
  at: string;
  /** `relative`: such as `5 minutes ago`. `absolute`: date and time in the reader's zone. */
  form?: 'relative' | 'absolute';
}

/** A time whose title says it in the reader's zone and in UTC. */
export function Time({ at, form = 'relative' }: TimeProps) {
  const time = new Date(at);
  const current = useNow();
  return (
    <time dateTime={at} title={titleOf(time)} className="whitespace-nowrap">
      {form === 'relative'
        ? formatRelative(time, new Date(Math.max(current.getTime(), Date.now())))
        : formatDateTime(time)}
    </time>
  );
}

/** When something is due, such as `in 3 days`, or for how long it has been, such as `47 min overdue`. */
export function DueTime({ at }: { at: string }) {
  const time = new Date(at);
  const now = useNow();
  const isOverdue = time < now;
  return (
    <time dateTime={at} title={titleOf(time)} className={classNames('whitespace-nowrap', isOverdue && 'text-warn')}>
      {isOverdue ? text.common.overdue(formatElapsed(time, now)) : formatRelative(time, now)}
    </time>
  );
}

function titleOf(time: Date): string {
  return `${formatDateTime(time)} · ${formatUtc(time)}`;
}
