import * as z from 'zod';

import { uuidIn } from '../../domain/ids.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import {
  DELIVERIES_KEPT_MS,
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
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import { EntityTypeEnum, EventTypeEnum, TierEnum, WebhookDeliveryStatusEnum, WebhookStatusEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';

const WebhookFilterRef = builder.objectRef<WebhookFilter>('WebhookFilter').implement({
  description: 'The filter of a webhook. All conditions must match; a condition that is null matches every event.',
  fields: (t) => ({
    types: t.field({
      type: [EventTypeEnum],
      nullable: true,
      description: 'Of these types.',
      resolve: ({ types }) => types && [...types],
    }),
    entityTypes: t.field({
      type: [EntityTypeEnum],
      nullable: true,
      description: 'About entities of these types.',
      resolve: ({ entityTypes }) => entityTypes && [...entityTypes],
    }),
    tiers: t.field({
      type: [TierEnum],
      nullable: true,
      description: 'About entities in these tiers.',
      resolve: ({ tiers }) => tiers && [...tiers],
    }),
    canonicalKeys: t.stringList({
      nullable: true,
      description: 'About entities with these canonical keys.',
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
      description: 'HTTP status of the response; null if there was none.',
    }),
    durationMs: t.exposeInt('durationMs', { description: 'Response time in milliseconds.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why the attempt failed; null if it succeeded.' }),
  }),
});

export const WebhookDeliveryRef = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description: 'The delivery of one event to one webhook.',
  interfaces: [NodeRef],
  fields: (t) => ({
    webhookId: t.exposeID('webhookId', { description: 'Id of the webhook.' }),
    eventType: t.expose('eventType', { type: EventTypeEnum, description: 'Type of the event.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event; null if retention has removed it.',
      resolve: ({ eventOffset }, _, context) => eventAt(eventOffset, context),
    }),
    status: t.expose('status', { type: WebhookDeliveryStatusEnum, description: 'Its status.' }),
    attempts: t.expose('attempts', {
      type: [WebhookAttemptRef],
      extensions: listSize(MAX_ATTEMPTS),
      description: 'The most recent attempts, oldest first.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the next attempt is made; null if there is none, or if the webhook is not active.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the delivery was created.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it succeeded or failed for good; null if it has not.',
    }),
  }),
});

const WebhookDeliveryConnection = builder.connectionObject(
  { type: WebhookDeliveryRef, name: 'WebhookDeliveryConnection', description: 'A page of deliveries.' },
  { name: 'WebhookDeliveryEdge', description: 'A delivery and its cursor.' },
);

const WebhookDeliveryFilterInput = builder.inputType('WebhookDeliveryFilter', {
  description: 'Filters deliveries.',
  fields: (t) => ({
    statuses: t.field({ type: [WebhookDeliveryStatusEnum], description: 'With these statuses. Default: all.' }),
  }),
});

const keySchema = z.object({
  createdAt: instantKey,
  id: z.string().refine((id) => uuidIn('WEBHOOK_DELIVERY', id) !== undefined),
});

export const WebhookRef = builder.objectRef<Webhook>('Webhook').implement({
  description:
    'A URL to which events of the tenant are posted as CloudEvents, each at least once, in no guaranteed order.',
  interfaces: [NodeRef],
  fields: (t) => ({
    url: t.exposeString('url', { description: 'The URL of the receiver.' }),
    filter: t.expose('filter', { type: WebhookFilterRef, description: 'The events that are sent.' }),
    status: t.expose('status', { type: WebhookStatusEnum, description: 'Whether events are sent.' }),
    statusReason: t.exposeString('statusReason', {
      nullable: true,
      description: 'Why it is paused or stopped; null if it is active.',
    }),
    previousSecretUntil: t.expose('previousSecretUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the previous secret is also used to sign; null if there is none.',
    }),
    createdBy: t.expose('createdBy', { type: ActorRef, description: 'Who created it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      description: `Its deliveries, newest first; kept for ${DELIVERIES_KEPT_MS / DAY_MS} days.`,
      args: {
        filter: t.arg({ type: WebhookDeliveryFilterInput, description: 'Default: all deliveries.' }),
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
    // The role is sufficient: managing webhooks requires no permission to read anything else.
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: `The webhooks of the tenant, oldest first; at most ${MAX_WEBHOOKS}.`,
    resolve: (_, __, { database, viewer }) => findWebhooks(drizzleOn(database), viewer.tenantId),
  }),
  webhook: t.field({
    type: WebhookRef,
    nullable: true,
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'A webhook by id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_, { id }, { database, viewer }) =>
      (await findWebhook(drizzleOn(database), viewer.tenantId, id)) ?? null,
  }),
}));
