import type { BellListener, Transport } from './transport.ts';

/** The bell of a single instance: every listener hears of every committed event, on the spot. */
export function createMemoryTransport(onError: (error: unknown) => void): Transport & { listenerCount(): number } {
  const listeners = new Set<BellListener>();
  return {
    publish(entries) {
      for (const entry of entries) {
        for (const listener of listeners) {
          try {
            listener(entry);
          } catch (error) {
            onError(error);
          }
        }
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listenerCount: () => listeners.size,
  };
}
