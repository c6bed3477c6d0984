import type { Transport, TransportListener } from './transport.ts';

/** The transport within one process: every listener receives every event and change signal of this process at once. */
export interface MemoryTransport extends Transport {
  /** Tells every listener that it may have missed messages. */
  reportGap(): void;
  listenerCount(): number;
}

/** `onError` is called when a listener throws; other listeners are not affected. */
export function createMemoryTransport(onError: (error: unknown) => void): MemoryTransport {
  const listeners = new Set<TransportListener>();

  function forEachListener(action: (listener: TransportListener) => void): void {
    for (const listener of listeners) {
      try {
        action(listener);
      } catch (error) {
        onError(error);
      }
    }
  }

  return {
    publish(entries) {
      for (const entry of entries) {
        forEachListener((listener) => listener.onEntry?.(entry));
      }
    },
    signalChange(signals) {
      for (const signal of signals) forEachListener((listener) => listener.onChangeSignal?.(signal));
    },
    announceJobs(queues) {
      forEachListener((listener) => listener.onJobs?.(queues));
    },
    reportGap() {
      forEachListener((listener) => listener.onGap?.());
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listenerCount: () => listeners.size,
  };
}
