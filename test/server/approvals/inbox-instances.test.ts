import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { createResumableClient } from '../../../packages/client/src/index.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import { creation, request, withdraw } from '../../support/approval-state.ts';
import { approve, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
/** Two instances on one store, without Redis: no change signal passes between them. */
let here: TestServer;
let there: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  const { connectionString } = database;
  const start = () =>
    startTestServer({
      database: openPostgres({ connectionString, poolSize: 5, onIdleError: () => undefined }),
      env: { DATABASE_URL: connectionString, APPROVAL_POLICY: '{"TIER3":{"approvers":2}}' },
    });
  here = await start();
  there = await start();
});
afterAll(async () => {
  await here[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const BERT = { 'x-actor-id': 'bert' };
const WATCH = `subscription ($after: String) { approvalInbox(after: $after) {
  __typename cursor ... on ApprovalInboxRemoved { reason }
} }`;

interface Data {
  approvalInbox: { __typename: string; cursor: string; reason?: string };
}

test('an inbox on one instance is told what happens on another, without a change signal, by the resumable client too', async () => {
  const read = '{ approvalInbox { position totalCount } }';
  const { approvalInbox } = await there.query<{ approvalInbox: { position: string; totalCount: number } }, object>(
    read,
    {},
    BERT,
  );
  expect(approvalInbox.totalCount).toBe(0);
  const client = createResumableClient({
    url: `${there.url}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: BERT,
  });
  const told: string[] = [];
  const states: string[] = [];
  client.subscribe<Data, { after?: string | null }>(WATCH, {
    after: approvalInbox.position,
    next: ({ approvalInbox: { __typename, reason } }) => {
      told.push([__typename, reason].filter(Boolean).join(' '));
    },
    reset: () => {
      throw new Error('nothing has expired');
    },
    status: (status) => states.push(status),
  });
  await until('the subscription', () => states.includes('live'));

  const withdrawn = await request(here, creation('withdrawn'));
  await withdraw(here, withdrawn, REQUESTER);
  const voted = await request(here, creation('voted'));
  await approve(here, voted, BERT);
  await until('the changes', () => told.length >= 4);
  expect(told).toEqual([
    'ApprovalInboxAdded',
    'ApprovalInboxRemoved WITHDRAWN',
    'ApprovalInboxAdded',
    'ApprovalInboxRemoved VOTED',
  ]);
  await client.dispose();
  await until('its end', () => there.parts.changes.watcherCount() === 0);
});

test('two who complete the votes on two instances at the same moment: one approves, one is told of it', async () => {
  const id = await request(here, creation('contested'));
  await approve(here, id, BERT);
  const outcomes = await Promise.all([
    approve(here, id, { 'x-actor-id': 'carol' }),
    approve(there, id, { 'x-actor-id': 'dora' }),
  ]);
  expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['ApproveSuccess', 'ConflictError']);
  const { rows } = await here.parts.database.query(
    `SELECT 1 FROM governance.event_log WHERE type = 'approval.approved' AND canonical_key = 'contested'`,
  );
  expect(rows).toHaveLength(1);
});
