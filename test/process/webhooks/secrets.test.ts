import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import { type ServerProcess, startProcess } from '../../support/process/server-process.ts';
import { openTestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

test('the schema has a secret in the answers that make one, and nowhere else', () => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
  expect(fields.filter((field) => /\..*secret/i.test(field)).sort()).toEqual([
    'CreateWebhookSuccess.secret',
    'Mutation.rotateWebhookSecret',
    'RotateWebhookSecretSuccess.secret',
    'Webhook.previousSecretUntil',
  ]);
});

const folder = mkdtempSync(join(tmpdir(), 'mdm-secrets-'));
let status = 500;
const receiver = createServer((request, response) => {
  request.resume();
  request.once('end', () => response.writeHead(status).end());
});
beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true });
});

async function post(server: ServerProcess, query: string, variables: object): Promise<string> {
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${server.url}/graphql`, { method: 'POST', headers, body })).text();
}

async function ask<T>(server: ServerProcess, query: string, variables: object = {}): Promise<T> {
  return (JSON.parse(await post(server, query, variables)) as { data: T }).data;
}

const EVERYTHING = `{
  webhooks {
    id url filter { types } status statusReason previousSecretUntil createdBy { actorId } createdAt
    deliveries { edges { cursor node { id status attempts { error } event { __typename } } } }
  }
  deadLetters { edges { cursor node { id subscriber error } } }
  subscribers { name deadLetters }
}`;
const CREATE = `mutation ($url: String!) { createWebhook(input: { url: $url }) {
  ... on CreateWebhookSuccess { secret webhook { id } }
} }`;
const ROTATE = `mutation ($id: ID!) { rotateWebhookSecret(input: { webhookId: $id }) {
  ... on RotateWebhookSecretSuccess { secret }
} }`;
const TEST = `mutation ($id: ID!) { testWebhook(input: { webhookId: $id }) { ... on TestWebhookSuccess { attempt { error } } } }`;
const MOVE = `mutation ($id: ID!, $url: String!) { updateWebhook(input: { webhookId: $id, url: $url }) { __typename } }`;
const REPORT = `mutation { reportDataRefresh(input: {
  entityUrn: "urn:x", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
}) { __typename } }`;

test(
  'a secret is told once: no query shows it, and no log has it, not even when the database refuses the row that it is in',
  { timeout: 240_000 },
  async () => {
    await using store = await openTestDatabase();
    const database = openPostgres({
      connectionString: store.connectionString,
      poolSize: 2,
      onIdleError: () => undefined,
    });
    const logFile = join(folder, 'server.log');
    const secrets: string[] = [];
    const shown: string[] = [];
    const errorIds: string[] = [];
    {
      await using server = await startProcess(
        { DATABASE_URL: store.connectionString, WEBHOOK_ALLOW_PRIVATE: 'true', LOG_LEVEL: 'trace' },
        { logFile },
      );
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
      const { createWebhook } = await ask<{ createWebhook: { secret: string; webhook: { id: string } } }>(
        server,
        CREATE,
        {
          url,
        },
      );
      const { id } = createWebhook.webhook;
      const { rotateWebhookSecret } = await ask<{ rotateWebhookSecret: { secret: string } }>(server, ROTATE, { id });
      secrets.push(createWebhook.secret, rotateWebhookSecret.secret);
      shown.push(await post(server, TEST, { id }));
      await ask(server, REPORT);
      await until('a request', async () => (await post(server, EVERYTHING, {})).includes('answered 500'));

      // Postgres quotes the whole row when a constraint refuses it, and Drizzle the whole statement.
      await database.exec(`ALTER TABLE governance.webhook
        ADD CONSTRAINT refused CHECK (url NOT LIKE '%refused%' AND status <> 'STOPPED') NOT VALID`);
      for (const [query, variables] of [
        [CREATE, { url: `${url}refused` }],
        [MOVE, { id, url: `${url}refused` }],
      ] as const) {
        const text = await post(server, query, variables);
        shown.push(text);
        const [, errorId = 'none'] = /"errorId":"([^"]+)"/.exec(text) ?? [];
        errorIds.push(errorId);
      }
      status = 410;
      await ask(server, REPORT);
      await until('the dead letter', async () => {
        await database.exec(
          `UPDATE pgboss.job SET start_after = now(), retry_count = retry_limit WHERE name = 'webhook-delivery' AND state = 'retry'`,
        );
        return (await post(server, EVERYTHING, {})).includes('"subscriber":"webhook-delivery"');
      });
      shown.push(await post(server, EVERYTHING, {}), await (await fetch(`${server.url}/metrics`)).text());
      await server.end('SIGTERM');
    }
    const { rows } = await database.query('SELECT secret FROM governance.webhook');
    expect(rows).toEqual([{ secret: secrets[1] }]);
    await database.close();

    const log = readFileSync(logFile, 'utf8');
    for (const text of [...errorIds, 'webhook request', 'dead letter']) expect(log).toContain(text);
    for (const secret of secrets) {
      expect(secret).toMatch(/^whsec_.{44}$/);
      for (const text of [log, ...shown]) expect(text).not.toContain(secret.slice('whsec_'.length));
    }
    expect(log).not.toMatch(/whsec_|v1,/);
  },
);
