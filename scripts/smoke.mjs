/* Starts the built program on an empty folder, sends requests over HTTP and WebSocket, opens both pages, and stops it cleanly. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const START_LIMIT_MS = 90_000;
const dataDir = mkdtempSync(join(tmpdir(), 'mdm-smoke-'));
const server = spawn(process.execPath, ['dist/main.js'], {
  // Settings that the environment has for the tests are not for this server.
  env: { ...process.env, DATABASE_URL: '', REDIS_URL: '', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const limit = setTimeout(() => {
  console.error('smoke: the server did not start in time');
  server.kill('SIGKILL');
}, START_LIMIT_MS);

/** @returns {Promise<string>} */
async function urlFromLog() {
  for await (const line of createInterface({ input: server.stdout })) {
    const { url } = /** @type {{ url?: string }} */ (JSON.parse(line));
    if (url) return url;
  }
  throw new Error('the server ended before it listened');
}

try {
  const url = await urlFromLog();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { tenantId } streamPosition }' }),
  });
  const { data } = /** @type {{ data?: { viewer: { tenantId: string } } }} */ (await response.json());
  if (data?.viewer.tenantId !== 'demo') throw new Error('the query was not answered');

  for (const path of ['/graphql', '/', '/entities']) {
    const page = await (await fetch(new URL(path, url), { headers: { accept: 'text/html' } })).text();
    const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
    if (script === '' || !(await fetch(new URL(script, url))).ok)
      throw new Error(`the script of ${path} was not found`);
  }

  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const events = client.iterate({
    query: 'subscription { events(filter: { types: [DATA_REFRESHED] }) { __typename } }',
  });
  const next = events.next();
  const refresh = `mutation { reportDataRefresh(input: { entityUrn: "urn:smoke", schema: "a", table: "b",
    rowsAffected: 1, refreshType: FULL }) { __typename } }`;
  /** Repeatedly, because the start of a subscription is not acknowledged. */
  const again = setInterval(() => {
    void fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: refresh }),
    });
  }, 500);
  const { value } = await next;
  clearInterval(again);
  const { __typename } = /** @type {{ data: { events: { __typename: string } } }} */ (value).data.events;
  if (__typename !== 'DataRefreshedEvent') throw new Error('the event did not arrive');
  await client.dispose();

  server.kill('SIGTERM');
  const [code] = /** @type {[number | null]} */ (await once(server, 'exit'));
  if (code !== 0) throw new Error(`the server ended with ${code}`);
  console.log('smoke: the built program starts, answers, delivers an event and stops');
} finally {
  clearTimeout(limit);
  server.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}
