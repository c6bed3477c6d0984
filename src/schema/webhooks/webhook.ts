import * as z from 'zod';

import { uuidIn } from '../../domain/ids.ts';
import {
  MAX_WEBHOOKS,
  type Webhook,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookFilter,
} from '../../domain/webhooks/webhook.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfDeliveries } from '../../store/webhooks/webhook-deliveries.ts';
import { findWebhook, findWebhooks } from '../../store/webhooks/webhooks.ts';
import { MAX_ATTEMPTS } from '../../webhooks/retry-schedule.ts';
import { eventAt,EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import { EntityTypeEnum, EventTypeEnum, TierEnum, WebhookDeliveryStatusEnum, WebhookStatusEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/page.ts';

const WebhookFilterRef = builder.objectRef<WebhookFilter>('WebhookFilter').implement({
  description: 'Which events a webhook is sent. All parts must hold; a part that is null holds for every event.',
  fields: (t) => ({
    types: t.field({
      type: [EventTypeEnum],
      nullable: true,
      description: 'Of one of these types.',
      resolve: ({ types }) => types && [...types],
    }),
    entityTypes: t.field({
      type: [EntityTypeEnum],
      nullable: true,
      description: 'About an entity of one of these types.',
      resolve: ({ entityTypes }) => entityTypes && [...entityTypes],
    }),
    tiers: t.field({
      type: [TierEnum],
      nullable: true,
      description: 'About an entity in one of these tiers.',
      resolve: ({ tiers }) => tiers && [...tiers],
    }),
    canonicalKeys: t.stringList({
      nullable: true,
      description: 'About an entity with one of these canonical keys.',
      resolve: ({ canonicalKeys }) => canonicalKeys && [...canonicalKeys],
    }),
  }),
});

export const WebhookAttemptRef = builder.objectRef<WebhookAttempt>('WebhookAttempt').implement({
  description: 'One request to a receiver.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was made.' }),
    responseStatus: t.exposeInt('responseStatus', {
      nullable: true,
      description: 'HTTP status of the answer; null: there was none.',
    }),
    durationMs: t.exposeInt('durationMs', { description: 'Time until the answer, in milliseconds.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why it is no success; null: it is one.' }),
  }),
});

export const WebhookDeliveryRef = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description: 'One event on its way to one webhook.',
  interfaces: [NodeRef],
  fields: (t) => ({
    webhookId: t.exposeID('webhookId', { description: 'Id of the webhook.' }),
    eventType: t.expose('eventType', { type: EventTypeEnum, description: 'Type of the event.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event; null: retention has removed it.',
      resolve: ({ eventOffset }, _, context) => eventAt(eventOffset, context),
    }),
    status: t.expose('status', { type: WebhookDeliveryStatusEnum, description: 'What became of it.' }),
    attempts: t.expose('attempts', {
      type: [WebhookAttemptRef],
      extensions: listSize(MAX_ATTEMPTS),
      description: 'The requests that were made, oldest first; the last 50.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the next request is made; null: it is over, or its webhook is not active.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the event was put on its way.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it arrived or was given up; null: not yet.',
    }),
  }),
});

const WebhookDeliveryConnection = builder.connectionObject(
  { type: WebhookDeliveryRef, name: 'WebhookDeliveryConnection', description: 'A page of deliveries.' },
  { name: 'WebhookDeliveryEdge', description: 'A delivery and its place in the list.' },
);

const WebhookDeliveryFilterInput = builder.inputType('WebhookDeliveryFilter', {
  description: 'Which deliveries are wanted.',
  fields: (t) => ({
    statuses: t.field({ type: [WebhookDeliveryStatusEnum], description: 'With one of these statuses; left out: all.' }),
  }),
});

const keySchema = z.object({
  createdAt: instantKey,
  id: z.string().refine((id) => uuidIn('WEBHOOK_DELIVERY', id) !== undefined),
});

export const WebhookRef = builder.objectRef<Webhook>('Webhook').implement({
  description:
    'An address that events of the tenant are posted to as CloudEvents, each at least once, in no promised order.',
  interfaces: [NodeRef],
  fields: (t) => ({
    url: t.exposeString('url', { description: 'Where to.' }),
    filter: t.expose('filter', { type: WebhookFilterRef, description: 'Which events.' }),
    status: t.expose('status', { type: WebhookStatusEnum, description: 'Whether it is sent events.' }),
    statusReason: t.exposeString('statusReason', {
      nullable: true,
      description: 'Why it is paused or stopped; null: it is active.',
    }),
    previousSecretUntil: t.expose('previousSecretUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the secret before signs as well; null: there was no other.',
    }),
    createdBy: t.expose('createdBy', { type: ActorRef, description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      description: 'What was sent and is to be sent, newest first; kept for 30 days.',
      args: {
        filter: t.arg({ type: WebhookDeliveryFilterInput, description: 'Which ones; left out: all.' }),
        ...t.arg.connectionArgs(),
      },
      resolve: ({ id: webhookId, tenantId }, { filter, ...args }, { database }) =>
        resolvePage(
          args,
          listCursor(`deliveries:${webhookId}`, tenantId, keySchema),
          ({ createdAt, id }: WebhookDelivery) => ({ createdAt: createdAt.toISOString(), id }),
          (range) =>
            pageOfDeliveries(drizzleOn(database), webhookId, { statuses: filterList(filter?.statuses) }, range),
        ),
    }),
  }),
});

builder.queryFields((t) => ({
  webhooks: t.field({
    type: [WebhookRef],
    extensions: listSize(MAX_WEBHOOKS),
    // Whoever manages webhooks need not see anything else.
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'The webhooks of the tenant, oldest first; at most 20.',
    resolve: (_, __, { database, viewer }) => findWebhooks(drizzleOn(database), viewer.tenantId),
  }),
  webhook: t.field({
    type: WebhookRef,
    nullable: true,
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'A webhook by its id; null: there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_, { id }, { database, viewer }) =>
      (await findWebhook(drizzleOn(database), viewer.tenantId, id)) ?? null,
  }),
}));
