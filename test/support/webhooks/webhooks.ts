import type { TestServer } from '../server/test-server.ts';
import { hasten } from '../store/hasten.ts';

export interface Delivery {
  id: string;
  eventType: string;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  attempts: { at: string; responseStatus: number | null; durationMs: number; error: string | null }[];
  nextAttemptAt: string | null;
  finishedAt: string | null;
  event: { id: string } | null;
}

export interface Webhook {
  id: string;
  url: string;
  status: string;
  statusReason: string | null;
  previousSecretUntil: string | null;
}

export interface Outcome {
  __typename: string;
  message?: string;
  issues?: { path: string[]; message: string }[];
  webhook?: Webhook;
  secret?: string;
  webhookId?: string;
  attempt?: Delivery['attempts'][number];
  delivery?: Delivery;
}

const WEBHOOK = 'id url status statusReason previousSecretUntil';
const DELIVERY = `id eventType status attempts { at responseStatus durationMs error } nextAttemptAt finishedAt
  event { ... on EventEnvelope { id } }`;
const SELECTIONS: Record<string, string> = {
  createWebhook: `... on CreateWebhookSuccess { secret webhook { ${WEBHOOK} } }`,
  updateWebhook: `... on UpdateWebhookSuccess { webhook { ${WEBHOOK} } }`,
  deleteWebhook: '... on DeleteWebhookSuccess { webhookId }',
  pauseWebhook: `... on PauseWebhookSuccess { webhook { ${WEBHOOK} } }`,
  resumeWebhook: `... on ResumeWebhookSuccess { webhook { ${WEBHOOK} } }`,
  rotateWebhookSecret: `... on RotateWebhookSecretSuccess { secret webhook { ${WEBHOOK} } }`,
  testWebhook: '... on TestWebhookSuccess { attempt { at responseStatus durationMs error } }',
  redeliverWebhookDelivery: `... on RedeliverWebhookDeliverySuccess { delivery { ${DELIVERY} } }`,
};

/** Does one of the mutations of webhooks. */
export async function mutate(server: TestServer, field: string, input: object): Promise<Outcome> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const issues = ['createWebhook', 'updateWebhook'].includes(field)
    ? '... on ValidationError { issues { path message } }'
    : '';
  const query = `mutation ($input: ${type}!) {
    ${field}(input: $input) { __typename ... on Error { message } ${issues} ${SELECTIONS[field] ?? ''} }
  }`;
  const data = await server.query<Record<string, Outcome>, object>(query, { input });
  const outcome = data[field];
  if (!outcome) throw new Error(`${field} has no outcome`);
  return outcome;
}

/** A new webhook and its secret. */
export async function makeWebhook(
  server: TestServer,
  url: string,
  filter?: object,
): Promise<Webhook & { secret: string }> {
  const { webhook, secret, ...outcome } = await mutate(server, 'createWebhook', { url, filter });
  if (!webhook || secret === undefined) throw new Error(`no webhook was made: ${JSON.stringify(outcome)}`);
  return { ...webhook, secret };
}

export async function readWebhook(server: TestServer, id: string): Promise<Webhook | null> {
  const query = `query ($id: ID!) { webhook(id: $id) { ${WEBHOOK} } }`;
  return (await server.query<{ webhook: Webhook | null }, object>(query, { id })).webhook;
}

/** The deliveries of a webhook, newest first. */
export async function deliveriesOf(server: TestServer, id: string, statuses?: string[]): Promise<Delivery[]> {
  const query = `query ($id: ID!, $statuses: [WebhookDeliveryStatus!]) { webhook(id: $id) {
    deliveries(first: 100, filter: { statuses: $statuses }) { edges { node { ${DELIVERY} } } }
  } }`;
  const { webhook } = await server.query<{ webhook: { deliveries: { edges: { node: Delivery }[] } } | null }, object>(
    query,
    { id, statuses },
  );
  return webhook?.deliveries.edges.map(({ node }) => node) ?? [];
}

/** What waits for its next attempt is made at once; the test does not wait for hours. */
export async function makeNextAttempts(server: TestServer): Promise<void> {
  await hasten(server, { queue: 'webhook-delivery', state: 'created' });
}
