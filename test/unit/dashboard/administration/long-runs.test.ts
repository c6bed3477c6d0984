import { Client, fetchExchange } from 'urql';
import { expect, it } from 'vitest';

import { type ImportReport,runImport } from '../../../../dashboard/administration/import/run-import.ts';
import { removeOldEvents } from '../../../../dashboard/administration/log/remove-old-events.ts';
import { replayEvents } from '../../../../dashboard/administration/log/replay-events.ts';

/** A server that gives these answers, in this order, and what is done before each. */
function serverOf(answers: readonly (object | Error)[], before: (call: number) => void = () => undefined) {
  const calls = { count: 0 };
  const client = new Client({
    url: 'http://test/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch() {
      const answer = answers[calls.count++];
      before(calls.count);
      if (answer === undefined || answer instanceof Error)
        return Promise.reject(answer ?? new Error('no call expected'));
      return Promise.resolve(Response.json({ data: answer }));
    },
  });
  return { client, calls };
}

const part = (removed: number, isDone = false) => ({
  removeOldEvents: { __typename: 'RemoveOldEventsSuccess', removed, isDone },
});
const replayed = (count: number, hasMore: boolean) => ({
  replayEvents: { __typename: 'ReplayEventsSuccess', count, through: 'p', hasMore },
});
const replayOf = (client: Client, signal = new AbortController().signal) =>
  replayEvents({ client, subscriber: 'trust', since: new Date(0), dryRun: false, signal });

it('removes part by part until all old events are removed', async () => {
  const { client } = serverOf([part(3), part(2, true)]);
  expect(await removeOldEvents(client, '2026-01-01', new AbortController().signal)).toEqual({
    removed: 5,
    isDone: true,
  });
});

it('says how many were removed before a call failed', async () => {
  const { client } = serverOf([part(3), new Error('away')]);
  const removal = await removeOldEvents(client, '2026-01-01', new AbortController().signal);
  expect(removal).toMatchObject({ removed: 3, isDone: false, error: { networkError: { message: 'away' } } });
});

it('removes nothing more after it was ended', async () => {
  const controller = new AbortController();
  const { client, calls } = serverOf([part(3), part(2, true)], () => {
    controller.abort();
  });
  expect(await removeOldEvents(client, '2026-01-01', controller.signal)).toEqual({ removed: 3, isDone: false });
  expect(calls.count).toBe(1);
});

it('replays to the end of the log, or says how far it came', async () => {
  const whole = serverOf([{ positionAt: 'p' }, replayed(4, true), replayed(1, false)]);
  expect(await replayOf(whole.client)).toEqual({ count: 5, isDone: true });
  const failed = serverOf([{ positionAt: 'p' }, replayed(4, true), new Error('away')]);
  expect(await replayOf(failed.client)).toMatchObject({
    count: 4,
    isDone: false,
    refusal: expect.any(String) as string,
  });
});

it('replays nothing more after it was ended', async () => {
  const controller = new AbortController();
  const { client, calls } = serverOf([{ positionAt: 'p' }, replayed(4, true), replayed(1, false)], (call) => {
    if (call === 2) controller.abort();
  });
  expect(await replayOf(client, controller.signal)).toEqual({ count: 4, isDone: false });
  expect(calls.count).toBe(2);
});

it('imports nothing that was ended before', async () => {
  const { client, calls } = serverOf([]);
  const reports: ImportReport[] = [];
  const row = { entityType: 'TAG' as const, canonicalKey: 'a', content: { name: 'A', tier: 'TIER2' as const } };
  await runImport({
    client,
    rows: [{ index: 0, row }],
    onBadRow: 'SKIP',
    onReport: (report) => reports.push(report),
    signal: AbortSignal.abort(),
  });
  expect(calls.count).toBe(0);
  expect(reports.map(({ step, steps }) => [step, steps])).toEqual([[0, 1]]);
});
