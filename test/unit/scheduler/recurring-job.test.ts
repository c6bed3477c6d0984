import { expect, test } from 'vitest';

import { startRecurringJob } from '../../../src/scheduler/recurring-job.ts';
import type { Job } from '../../../src/store/queue/job-queue.ts';

async function runsFrom(now: string, timeZone?: string): Promise<(string | undefined)[]> {
  const inserted: Job[] = [];
  await startRecurringJob({
    database: { query: () => Promise.reject(new Error('nothing is read')) },
    queue: {
      work: () => Promise.resolve(),
      insert: (_, jobs) => {
        inserted.push(...jobs);
        return Promise.resolve();
      },
      wake: () => undefined,
    },
    clock: () => new Date(now),
    ...{ name: 'test', schedule: '0 6 * * *', leaseSeconds: 1, run: () => Promise.resolve(undefined) },
    ...(timeZone !== undefined && { timeZone }),
  });
  return inserted.map(({ startAfter }) => startAfter?.toISOString());
}

test('there is a run now, and the next two come by the clock of the time zone, also when it changes', async () => {
  expect(await runsFrom('2026-03-27T12:00:30Z')).toEqual([
    '2026-03-27T12:00:00.000Z',
    '2026-03-28T06:00:00.000Z',
    '2026-03-29T06:00:00.000Z',
  ]);
  expect(await runsFrom('2026-03-27T12:00:30Z', 'Europe/Berlin')).toEqual([
    '2026-03-27T12:00:00.000Z',
    '2026-03-28T05:00:00.000Z',
    // From this day on, the clocks in Berlin are two hours ahead.
    '2026-03-29T04:00:00.000Z',
  ]);
});
