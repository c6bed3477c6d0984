import { vi } from 'vitest';

/** A tab's screen, whose frames are shown by the test. */
export interface FakeScreen {
  /** Shows a frame, if the tab is seen: runs what has waited for it. */
  frame(): void;
  /** Whether anything waits for a frame. */
  readonly isAwaited: boolean;
  setHidden(isHidden: boolean): void;
  /** How many listeners there are for the tab being hidden or shown. */
  readonly listenerCount: number;
}

/** Puts the screen where code for browsers looks for it, until globals are unstubbed. */
export function createFakeScreen(): FakeScreen {
  let hidden = false;
  let ids = 0;
  const waiting = new Map<number, () => void>();
  const listeners = new Set<() => void>();
  vi.stubGlobal('document', {
    get hidden() {
      return hidden;
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    ids++;
    waiting.set(ids, callback);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
  return {
    frame() {
      if (hidden) return;
      const callbacks = [...waiting.values()];
      waiting.clear();
      for (const callback of callbacks) callback();
    },
    get isAwaited() {
      return waiting.size > 0;
    },
    setHidden(isHidden) {
      hidden = isHidden;
      for (const listener of listeners) listener();
    },
    get listenerCount() {
      return listeners.size;
    },
  };
}
