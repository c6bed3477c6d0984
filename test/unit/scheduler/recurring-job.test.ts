import { expect, test } from 'vitest';

import { startRecurringJob } from '../../../src/scheduler/recurring-job.ts';
import type { Job } from '../../../src/store/queue/job-queue.ts';

interface Particulars {
  timeZone?: string;
  first?: string;
}

async function jobsFrom(now: string, particulars: Particulars = {}): Promise<Job[]> {
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
    ...particulars,
  });
  return inserted;
}

async function runsFrom(now: string, particulars?: Particulars): Promise<(string | undefined)[]> {
  return (await jobsFrom(now, particulars)).map(({ startAfter }) => startAfter?.toISOString());
}

test('there is a run now, and the next two come by the clock of the time zone, also when it changes', async () => {
  expect(await runsFrom('2026-03-27T12:00:30Z')).toEqual([
    '2026-03-27T12:00:00.000Z',
    '2026-03-28T06:00:00.000Z',
    '2026-03-29T06:00:00.000Z',
  ]);
  expect(await runsFrom('2026-03-27T12:00:30Z', { timeZone: 'Europe/Berlin' })).toEqual([
    '2026-03-27T12:00:00.000Z',
    '2026-03-28T05:00:00.000Z',
    // From this day on, the clocks in Berlin are two hours ahead.
    '2026-03-29T04:00:00.000Z',
  ]);
});

test('the run at the start is one of the schedule, and shared by those that start with it, unless it begins elsewhere', async () => {
  const scheduled = (await jobsFrom('2026-03-27T05:59:30Z'))[1]?.id;
  expect((await jobsFrom('2026-03-27T06:00:30Z'))[0]?.id).toBe(scheduled);
  const elsewhere = (await jobsFrom('2026-03-27T06:00:30Z', { first: 'elsewhere' }))[0];
  expect(elsewhere?.id).not.toBe(scheduled);
  expect(elsewhere?.data).toMatchObject({ from: 'elsewhere' });
  expect((await jobsFrom('2026-03-27T06:00:40Z', { first: 'elsewhere' }))[0]?.id).toBe(elsewhere?.id);
});
