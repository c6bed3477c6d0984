/** A value that tells its listeners when it is replaced. */
export interface StateHolder<T> {
  readonly value: T;
  set(next: T): void;
  readonly onChange: (listener: () => void) => () => void;
}

export function createStateHolder<T>(initial: T): StateHolder<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
