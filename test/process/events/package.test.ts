import { expect, test } from 'vitest';

import { installPackage } from '../../support/process/install-package.ts';

test('the events come with Zod alone, and their schemas and types work in a program of somebody else', async () => {
  await using events = await installPackage('events');
  expect(events.installed).toEqual(['metadata-governance-events', 'zod']);
  const output = await events.run(`
    import { eventSchema, type EventOf, reportedEventSchema } from 'metadata-governance-events';
    const rowsOf = (event: EventOf<'data.refreshed'>): number => event.payload.rowsAffected ?? 0;
    // @ts-expect-error there is no such event
    type None = EventOf<'none'>;
    const reported = reportedEventSchema.safeParse({ specversion: '1.0', type: 'data.refreshed' });
    console.log(typeof rowsOf, reported.success, eventSchema.safeParse({}).success);
  `);
  expect(output).toBe('function false false\n');
}, 120_000);
