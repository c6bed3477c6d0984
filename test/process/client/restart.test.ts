import { rmSync } from 'node:fs';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { quickClient, record } from '../../support/client/recorded-subscription.ts';
import { makeDataDir } from '../../support/process/data-dir.ts';
import { type ServerProcess, startProcess } from '../../support/process/server-process.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { until } from '../../support/until.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = makeDataDir();
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const REPORT = `mutation {
  reportDataRefresh(input: { entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL }) {
    ... on ReportDataRefreshSuccess { event { id } }
  }
}`;

async function report(url: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: REPORT }),
  });
  const { data } = (await response.json()) as { data: { reportDataRefresh: { event: { id: string } } } };
  return data.reportDataRefresh.event.id;
}

/** Reports until the server is gone. What it did not acknowledge may be in its log all the same. */
async function reportUntilGone(url: string, acknowledged: string[]): Promise<void> {
  try {
    for (;;) acknowledged.push(await report(url));
  } catch {
    return;
  }
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'through %s and a restart in the middle of writing, every acknowledged event comes, in order, each once',
  async (signal) => {
    const start = (): Promise<ServerProcess> => startProcess({ DATA_DIR: dataDir });
    const first = await start();
    await using wire = await startTcpProxy({ port: Number(new URL(first.url).port) });
    const client = quickClient({ url: wire.through(`${first.url}/graphql`) });
    const recorded = record(client);
    await until('the subscription', () => recorded.subscription.status === 'live');

    const acknowledged: string[] = [];
    const writing = reportUntilGone(first.url, acknowledged);
    await until('some events', () => recorded.ids.length > 40);
    await first.end(signal);
    await writing;
    await until('the end to be known', () => recorded.subscription.status === 'reconnecting');
    await using second = await start();
    wire.forwardTo({ port: Number(new URL(second.url).port) });
    acknowledged.push(await report(second.url));
    await until('the last event', () => recorded.ids.at(-1) === acknowledged.at(-1));

    expect(new Set(recorded.ids).size).toBe(recorded.ids.length);
    const known = new Set(acknowledged);
    expect(recorded.ids.filter((id) => known.has(id))).toEqual(acknowledged);
    // At most the one that was being written.
    expect(recorded.ids.length - acknowledged.length).toBeLessThanOrEqual(1);
    await client.dispose();
  },
  90_000,
);
