import type { BellListener, Transport } from './transport.ts';

/** The bell within one process: every listener hears of every event and nudge of this process, on the spot. */
export interface MemoryTransport extends Transport {
  /** Tells every listener that it may have missed something. */
  reportGap(): void;
  listenerCount(): number;
}

/** `onError` is told of a listener that throws; the others are not harmed. */
export function createMemoryTransport(onError: (error: unknown) => void): MemoryTransport {
  const listeners = new Set<BellListener>();

  function tellAll(tell: (listener: BellListener) => void): void {
    for (const listener of listeners) {
      try {
        tell(listener);
      } catch (error) {
        onError(error);
      }
    }
  }

  return {
    publish(entries) {
      for (const entry of entries) {
        tellAll((listener) => listener.onEntry?.(entry));
      }
    },
    nudge(nudges) {
      for (const nudge of nudges) tellAll((listener) => listener.onNudge?.(nudge));
    },
    reportGap() {
      tellAll((listener) => listener.onGap?.());
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listenerCount: () => listeners.size,
  };
}
