import type { TraceQuery } from './trace.generated.ts';

export type TraceEvent = TraceQuery['eventTrace'][number];

export interface TraceRow {
  event: TraceEvent;
  /** From 1. */
  level: number;
  /** When its work began: a profile is reported at its end. */
  startMs: number;
  endMs: number;
  /** From the event that led to it until its work began; negative: its clock was behind. Undefined: nothing led to it. */
  waitMs: number | undefined;
  /** When that event happened. */
  causeMs: number | undefined;
  /** Whether the event that led to it is no longer there. */
  isOrphan: boolean;
  /** Whether its effects follow; undefined: it has none. */
  isOpen: boolean | undefined;
  /** How many events it led to, directly or not. */
  effectCount: number;
  position: number;
  siblings: number;
}

/**
 * Causes before their effects, those of one cause in the order in which they were recorded. Every event has one row,
 * unless a row above it is closed.
 *
 * @param closed cursors of the events whose effects are hidden
 */
export function traceRows(events: readonly TraceEvent[], closed: ReadonlySet<string> = new Set()): readonly TraceRow[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const effects = new Map<string, TraceEvent[]>();
  const first: TraceEvent[] = [];
  for (const event of events) {
    const { causationId } = event;
    if (causationId !== null && causationId !== event.id && byId.has(causationId)) {
      effects.set(causationId, [...(effects.get(causationId) ?? []), event]);
    } else first.push(event);
  }

  const rows: TraceRow[] = [];
  const seen = new Set<string>();
  const visit = (event: TraceEvent, level: number, position: number, siblings: number, isShown: boolean): number => {
    if (seen.has(event.cursor)) return 0;
    seen.add(event.cursor);
    const followers = effects.get(event.id) ?? [];
    const isOpen = followers.length === 0 ? undefined : !closed.has(event.cursor);
    const index = rows.length;
    const row = rowOf(event, byId.get(event.causationId ?? ''));
    if (isShown) rows.push({ ...row, level, isOpen, effectCount: 0, position, siblings });
    const effectCount = followers.reduce(
      (sum, follower, place) =>
        sum + 1 + visit(follower, level + 1, place + 1, followers.length, isShown && isOpen === true),
      0,
    );
    if (isShown) rows[index] = { ...row, level, isOpen, effectCount, position, siblings };
    return effectCount;
  };
  first.forEach((event, index) => {
    visit(event, 1, index + 1, first.length, true);
  });
  // Events that name each other as their cause would be in no row.
  for (const event of events) {
    if (!seen.has(event.cursor)) visit(event, 1, 1, 1, true);
  }
  return rows;
}

function rowOf(event: TraceEvent, cause: TraceEvent | undefined) {
  const endMs = Date.parse(event.createdAt);
  const startMs = endMs - durationMs(event);
  const causeMs = cause && cause !== event ? Date.parse(cause.createdAt) : undefined;
  return {
    event,
    startMs,
    endMs,
    causeMs,
    waitMs: causeMs === undefined ? undefined : startMs - causeMs,
    isOrphan: event.causationId !== null && cause === undefined,
  };
}

/** How long the work took that the event reports; 0 if it reports none. */
export function durationMs(event: TraceEvent): number {
  return 'payload' in event && 'duration' in event.payload ? event.payload.duration * 1_000 : 0;
}
