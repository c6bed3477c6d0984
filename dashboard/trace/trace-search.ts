/** How the time axis of a trace is drawn: `time`: to scale; `short`: with long waits shortened. */
export type TraceScale = 'time' | 'short';

/** The part of the page's state that its URL contains. */
export interface TraceSearch {
  /** The chosen event: its id, or its cursor. */
  event?: string;
  /** Default: shortened if one wait would take most of the axis. */
  scale?: TraceScale;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readTraceSearch({ event, scale }: Record<string, unknown>): TraceSearch {
  return {
    ...(typeof event === 'string' && event !== '' && { event }),
    ...((scale === 'time' || scale === 'short') && { scale }),
  };
}
