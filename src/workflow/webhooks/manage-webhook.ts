import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { newId } from '../../domain/ids.ts';
import type { Viewer } from '../../domain/viewer.ts';
import {
  issuesOfWebhookFilter,
  MAX_WEBHOOKS,
  PREVIOUS_SECRET_MS,
  type Webhook,
  type WebhookFilter,
} from '../../domain/webhooks/webhook.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { releaseHeldDeliveries, removeDeliveriesOf } from '../../store/webhooks/webhook-deliveries.ts';
import {
  deleteWebhook,
  insertWebhook,
  lockWebhook,
  lockWebhooks,
  updateWebhook,
} from '../../store/webhooks/webhooks.ts';
import { GIVE_UP_AFTER_MS } from '../../webhooks/retry-schedule.ts';
import { newWebhookSecret } from '../../webhooks/signature.ts';
import type { WebhookSender } from '../../webhooks/webhook-sender.ts';
import { conflict, done, invalid, notFound, type Outcome, type Refusal, type RefusalOf } from '../outcome.ts';

export interface ManageWebhookParts {
  unitOfWork: UnitOfWork;
  webhookSender: Pick<WebhookSender, 'refuseUrl'>;
  clock: Clock;
}

export interface WebhookChange {
  url?: string | undefined;
  filter?: WebhookFilter | undefined;
}

export type WebhookOutcome<K extends Refusal['kind']> = Outcome<{ webhook: Webhook }, K>;

/** Creates a webhook with its own secret. It gets events recorded from now on. */
export async function createWebhook(
  parts: ManageWebhookParts,
  { tenantId, actor }: Viewer,
  { url, filter }: { url: string; filter: WebhookFilter },
): Promise<WebhookOutcome<'invalid' | 'conflict'>> {
  const issues = issuesOf(parts, { url, filter });
  if (issues.length > 0) return invalid(issues);
  return parts.unitOfWork.transaction(async (tx) => {
    const { offset, count } = await lockWebhooks(tx.db, tenantId);
    if (count >= MAX_WEBHOOKS) {
      return conflict(`There are already ${MAX_WEBHOOKS} webhooks, which is the maximum.`);
    }
    const webhook: Webhook = {
      id: newId('WEBHOOK'),
      tenantId,
      url,
      filter,
      status: 'ACTIVE',
      statusReason: null,
      secret: newWebhookSecret(),
      previousSecret: null,
      previousSecretUntil: null,
      quietUntil: null,
      startOffset: offset,
      createdBy: actor,
      createdAt: parts.clock(),
    };
    await insertWebhook(tx.db, webhook);
    return done({ webhook });
  });
}

/** Changes the URL or the filter; a field that is left out is kept. Pending deliveries go to the new URL. */
export async function changeWebhook(
  parts: ManageWebhookParts,
  viewer: Viewer,
  webhookId: string,
  change: WebhookChange,
): Promise<WebhookOutcome<'invalid' | 'not-found'>> {
  const issues = issuesOf(parts, change);
  if (issues.length > 0) return invalid(issues);
  return withWebhook<never>(parts, viewer, webhookId, (webhook) => ({
    url: change.url ?? webhook.url,
    filter: change.filter ?? webhook.filter,
    // What one receiver asked for does not apply to another.
    quietUntil: (change.url ?? webhook.url) === webhook.url ? webhook.quietUntil : null,
  }));
}

/** Removed in one transaction. */
const DELIVERIES_AT_ONCE = 1_000;

/**
 * Removes the webhook, its deliveries and their log. A request in progress continues. If this is interrupted, the
 * webhook is left STOPPED, and another call continues.
 */
export async function removeWebhook(
  { unitOfWork }: ManageWebhookParts,
  { tenantId }: Viewer,
  webhookId: string,
): Promise<WebhookOutcome<'not-found'>> {
  let removed: Webhook | undefined;
  for (let isDone = false; !isDone;) {
    isDone = await unitOfWork.transaction(async (tx) => {
      const webhook = await lockWebhook(tx.db, tenantId, webhookId);
      if (!webhook) return true;
      removed = webhook;
      if ((await removeDeliveriesOf(tx.db, webhookId, DELIVERIES_AT_ONCE)) === DELIVERIES_AT_ONCE) {
        await updateWebhook(tx.db, webhookId, { status: 'STOPPED', statusReason: 'It is being deleted.' });
        return false;
      }
      // Nobody can append events of the tenant from here on: little is left to remove.
      await lockWebhooks(tx.db, tenantId);
      await deleteWebhook(tx.db, webhook);
      return true;
    });
  }
  return removed ? done({ webhook: removed }) : notFound('There is no such webhook.');
}

/** Holds pending and future deliveries until the webhook is resumed. */
export function pauseWebhook(
  parts: ManageWebhookParts,
  viewer: Viewer,
  webhookId: string,
): Promise<WebhookOutcome<'not-found' | 'conflict'>> {
  return withWebhook<RefusalOf<'conflict'>>(parts, viewer, webhookId, ({ status }) =>
    status === 'ACTIVE'
      ? { status: 'PAUSED', statusReason: `Paused by ${viewer.actor.actorId}.` }
      : conflict('Only an active webhook can be paused.'),
  );
}

/** Makes a paused or stopped webhook active again, and sends what was held. */
export function resumeWebhook(
  parts: ManageWebhookParts,
  viewer: Viewer,
  webhookId: string,
): Promise<WebhookOutcome<'not-found' | 'conflict'>> {
  return withWebhook<RefusalOf<'conflict'>>(parts, viewer, webhookId, async ({ id, status }, tx) => {
    if (status === 'ACTIVE') return conflict('The webhook is already active.');
    const now = parts.clock();
    const giveUpAt = new Date(now.getTime() + GIVE_UP_AFTER_MS);
    await releaseHeldDeliveries(tx, id, { now, giveUpAt });
    return { status: 'ACTIVE', statusReason: null };
  });
}

/** Gives the webhook another secret; the previous one also signs for another day. */
export function rotateWebhookSecret(
  parts: ManageWebhookParts,
  viewer: Viewer,
  webhookId: string,
): Promise<WebhookOutcome<'not-found'>> {
  return withWebhook<never>(parts, viewer, webhookId, ({ secret }) => ({
    secret: newWebhookSecret(),
    previousSecret: secret,
    previousSecretUntil: new Date(parts.clock().getTime() + PREVIOUS_SECRET_MS),
  }));
}

type Change = Partial<Omit<Webhook, 'id'>>;

async function withWebhook<R extends Refusal>(
  { unitOfWork }: ManageWebhookParts,
  { tenantId }: Viewer,
  webhookId: string,
  work: (webhook: Webhook, tx: Transaction) => Change | R | Promise<Change | R>,
): Promise<WebhookOutcome<'not-found'> | R> {
  return unitOfWork.transaction(async (tx) => {
    const webhook = await lockWebhook(tx.db, tenantId, webhookId);
    if (!webhook) return notFound('There is no such webhook.');
    const outcome = await work(webhook, tx);
    if ('kind' in outcome) return outcome;
    if (Object.keys(outcome).length > 0) await updateWebhook(tx.db, webhook.id, outcome);
    return done({ webhook: { ...webhook, ...outcome } });
  });
}

function issuesOf({ webhookSender }: ManageWebhookParts, { url, filter }: WebhookChange): Issue[] {
  const refusal = url === undefined ? undefined : webhookSender.refuseUrl(url);
  return [
    ...(refusal === undefined ? [] : [{ path: ['url'], message: refusal }]),
    ...(filter ? issuesOfWebhookFilter(filter) : []),
  ];
}
