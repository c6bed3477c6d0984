import { rmSync } from 'node:fs';

import { createClient } from 'graphql-ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { makeDataDir } from '../../support/process/data-dir.ts';
import { startProcess } from '../../support/process/server-process.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = makeDataDir();
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const REPORT = `mutation ($table: String!) {
  reportDataRefresh(input: { entityUrn: "urn:t", schema: "s", table: $table, rowsAffected: 1, refreshType: FULL }) {
    ... on ReportDataRefreshSuccess { event { id cursor } }
  }
}`;

async function report(url: string, table: string): Promise<{ id: string; cursor: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: REPORT, variables: { table } }),
  });
  const { data } = (await response.json()) as {
    data: { reportDataRefresh: { event: { id: string; cursor: string } } };
  };
  return data.reportDataRefresh.event;
}

interface Received {
  data?: { events: { id: string; cursor: string } } | null;
}

/** Collects what a stock client receives until its socket closes. */
function collect(url: string, after: string) {
  const received: { id: string; cursor: string }[] = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const closeCode = new Promise<number>((resolve) => {
    client.on('closed', (event) => {
      resolve((event as { code: number }).code);
    });
  });
  const query = 'subscription ($after: String) { events(after: $after) { ... on EventEnvelope { id cursor } } }';
  client.subscribe(
    { query, variables: { after } },
    {
      next: ({ data }: Received) => {
        if (data) received.push(data.events);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  return { received, closeCode, dispose: () => client.dispose() };
}

test('kill -9 in the middle of writing loses no acknowledged event, and a client that resumes gets what it missed', async () => {
  const first = await startProcess({ DATA_DIR: dataDir });
  const start = await report(first.url, 'start');
  const before = collect(first.url, start.cursor);

  const acknowledged: string[] = [];
  // Each writes until the server is gone.
  const writing = Promise.allSettled(
    Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; ; count++) acknowledged.push((await report(first.url, `t${writer}_${count}`)).id);
    }),
  );
  await expect.poll(() => before.received.length, { timeout: 20_000 }).toBeGreaterThan(60);
  await first.end('SIGKILL');
  await writing;
  await before.closeCode;

  await using second = await startProcess({ DATA_DIR: dataDir });
  const last = before.received.at(-1)?.cursor ?? start.cursor;
  const after = collect(second.url, last);
  const end = await report(second.url, 'end');
  await expect.poll(() => after.received.at(-1)?.id, { timeout: 20_000 }).toBe(end.id);

  const received = [...before.received, ...after.received].map(({ id }) => id);
  expect(new Set(received).size).toBe(received.length);
  expect(acknowledged.filter((id) => !received.includes(id))).toEqual([]);
  await after.dispose();
});

test('SIGTERM closes sockets with 1001 and ends the process in good order', async () => {
  await using server = await startProcess({ DATA_DIR: dataDir });
  const start = await report(server.url, 'start');
  const client = collect(server.url, start.cursor);
  await report(server.url, 'next');
  await expect.poll(() => client.received.length).toBe(1);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await client.closeCode).toBe(1001);
});

test('a data folder that a running server has open is refused with one clear line', async () => {
  await using _server = await startProcess({ DATA_DIR: dataDir });
  await expect(startProcess({ DATA_DIR: dataDir })).rejects.toThrow(
    /The data folder .* is in use by another process\. Stop that process/,
  );
});
