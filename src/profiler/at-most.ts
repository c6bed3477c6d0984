import { AppError } from '../errors.ts';

/**
 * At most so many run at a time, and so many wait for their turn.
 * @throws AppError RATE_LIMITED if too many wait already
 */
export function createAtMost({ running, waiting }: { running: number; waiting: number }) {
  let open = 0;
  const queue: (() => void)[] = [];

  return async function atMost<T>(work: () => Promise<T>): Promise<T> {
    if (open >= running) {
      if (queue.length >= waiting) {
        throw new AppError('RATE_LIMITED', 'Too many look at the warehouse at the moment. Try again in a few seconds.');
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    } else open += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // Whoever is next takes this place.
      if (next) next();
      else open -= 1;
    }
  };
}
