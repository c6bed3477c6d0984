/** How long the queues of further announcements are collected. */
const COLLECT_MS = 100;

/** Announces queues at once, and then those of the next moments together. */
export function createAnnouncer(announce: (queues: readonly string[]) => void): (queues: Iterable<string>) => void {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (waiting.size === 0) return;
    announce([...waiting]);
    waiting.clear();
    timer = setTimeout(flush, COLLECT_MS).unref();
  }

  return (queues) => {
    for (const queue of queues) waiting.add(queue);
    if (timer === undefined) flush();
  };
}
