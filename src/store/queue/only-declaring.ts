import type { JobQueue } from './job-queue.ts';

/** Creates the same queues, and neither works on them nor inserts jobs: for an instance that leaves that to others. */
export function onlyDeclaring(queue: JobQueue): JobQueue {
  return {
    ...queue,
    insert: () => Promise.resolve(),
    wake: () => undefined,
    work: (settings) => queue.declare(settings),
    onDead: () => undefined,
  };
}
