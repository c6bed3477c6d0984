/** Counts what a watcher yields, until it ends. */
export function countChanges(changes: AsyncIterableIterator<void, undefined>) {
  const seen = { changes: 0, ended: false };
  void (async () => {
    for await (const _ of changes) seen.changes++;
    seen.ended = true;
  })();
  return seen;
}

/** Lets everything run that waits for nothing but its turn. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));
