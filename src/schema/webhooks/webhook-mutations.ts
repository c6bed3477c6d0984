import { DAY_MS, HOUR_MS } from '../../domain/time-units.ts';
import {
  DELIVERIES_KEPT_MS,
  MAX_WEBHOOKS,
  PREVIOUS_SECRET_MS,
  type WebhookFilter,
} from '../../domain/webhooks/webhook.ts';
import { WEBHOOK_TIMEOUT_MS } from '../../webhooks/webhook-sender.ts';
import {
  changeWebhook,
  createWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  rotateWebhookSecret,
  type WebhookOutcome,
} from '../../workflow/webhooks/manage-webhook.ts';
import {
  redeliverWebhookDelivery,
  type RedeliverWebhookOutcome,
} from '../../workflow/webhooks/redeliver-webhook-delivery.ts';
import { testWebhook, type TestWebhookOutcome } from '../../workflow/webhooks/test-webhook.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, EventTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, NotFoundError, ValidationError } from '../kit/refusals.ts';
import { WebhookAttemptRef, WebhookDeliveryRef, WebhookRef } from './webhook.ts';

const WEBHOOK = { type: WebhookRef, description: 'The webhook after the mutation.' };
const SECRET =
  'The secret with which the receiver checks signatures, as in Standard Webhooks: whsec_ and base64. It is returned only here and cannot be read again.';

const CreateWebhookResult = mutationResult<WebhookOutcome<'invalid' | 'conflict'>>('CreateWebhook', {
  description: 'The webhook, or why createWebhook was refused.',
  success: 'The webhook was created.',
  fields: (t) => ({
    webhook: t.expose('webhook', WEBHOOK),
    secret: t.string({ description: SECRET, resolve: ({ webhook }) => webhook.secret }),
  }),
  refusals: { invalid: ValidationError, conflict: ConflictError },
});
const UpdateWebhookResult = mutationResult<WebhookOutcome<'invalid' | 'not-found'>>('UpdateWebhook', {
  description: 'The webhook, or why updateWebhook was refused.',
  success: 'The webhook was updated.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError },
});
const DeleteWebhookResult = mutationResult<WebhookOutcome<'not-found'>>('DeleteWebhook', {
  description: 'The id of the webhook, or why deleteWebhook was refused.',
  success: 'The webhook was deleted.',
  fields: (t) => ({
    webhookId: t.id({ description: 'Id of the deleted webhook.', resolve: ({ webhook }) => webhook.id }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const PauseWebhookResult = mutationResult<WebhookOutcome<'not-found' | 'conflict'>>('PauseWebhook', {
  description: 'The webhook, or why pauseWebhook was refused.',
  success: 'The webhook was paused.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const ResumeWebhookResult = mutationResult<WebhookOutcome<'not-found' | 'conflict'>>('ResumeWebhook', {
  description: 'The webhook, or why resumeWebhook was refused.',
  success: 'The webhook was resumed.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const RotateWebhookSecretResult = mutationResult<WebhookOutcome<'not-found'>>('RotateWebhookSecret', {
  description: 'The webhook, or why rotateWebhookSecret was refused.',
  success: 'The webhook has a new secret.',
  fields: (t) => ({
    webhook: t.expose('webhook', WEBHOOK),
    secret: t.string({ description: SECRET, resolve: ({ webhook }) => webhook.secret }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const TestWebhookResult = mutationResult<TestWebhookOutcome>('TestWebhook', {
  description: 'The attempt, or why testWebhook was refused.',
  success: 'A test event was sent; the attempt says how the receiver responded.',
  fields: (t) => ({
    attempt: t.expose('attempt', { type: WebhookAttemptRef, description: 'The attempt.' }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const RedeliverWebhookDeliveryResult = mutationResult<RedeliverWebhookOutcome>('RedeliverWebhookDelivery', {
  description: 'The delivery, or why redeliverWebhookDelivery was refused.',
  success: 'The event will be sent again.',
  fields: (t) => ({
    delivery: t.expose('delivery', { type: WebhookDeliveryRef, description: 'The delivery after the mutation.' }),
  }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});

const WebhookFilterInput = builder.inputType('WebhookFilterInput', {
  description:
    'Filters the events to send. All conditions must match; a condition that is left out matches every event.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: 'Of these types.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'About entities of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'About entities in these tiers.' }),
    canonicalKeys: t.stringList({ description: 'About entities with these canonical keys.' }),
  }),
});
const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A webhook to create.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'The URL of the receiver: https:// on the public Internet.' }),
    filter: t.field({ type: WebhookFilterInput, description: 'The events to send. Default: all.' }),
  }),
});
const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'Changes to a webhook.',
  fields: (t) => ({
    webhookId: t.id({ required: true, description: 'Id of the webhook.' }),
    url: t.string({ description: 'The new URL. Default: unchanged.' }),
    filter: t.field({ type: WebhookFilterInput, description: 'The events to send. Default: unchanged.' }),
  }),
});

/** The input of a mutation that needs only a webhook. */
function webhookInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({ webhookId: t.id({ required: true, description: 'Id of the webhook.' }) }),
  });
}

const DeleteWebhookInput = webhookInput('DeleteWebhookInput', 'A webhook to delete.');
const PauseWebhookInput = webhookInput('PauseWebhookInput', 'A webhook to pause.');
const ResumeWebhookInput = webhookInput('ResumeWebhookInput', 'A webhook to resume.');
const RotateWebhookSecretInput = webhookInput('RotateWebhookSecretInput', 'A webhook that should get a new secret.');
const TestWebhookInput = webhookInput('TestWebhookInput', 'A webhook to test.');
const RedeliverWebhookDeliveryInput = builder.inputType('RedeliverWebhookDeliveryInput', {
  description: 'A delivery to send again.',
  fields: (t) => ({ deliveryId: t.id({ required: true, description: 'Id of the delivery.' }) }),
});

function toFilter(input: typeof WebhookFilterInput.$inferInput | null | undefined): WebhookFilter {
  return {
    types: filterList(input?.types),
    entityTypes: filterList(input?.entityTypes),
    tiers: filterList(input?.tiers),
    canonicalKeys: filterList(input?.canonicalKeys),
  };
}

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: CreateWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: `Creates a webhook. From now on, events are posted to its URL. A tenant can have up to ${MAX_WEBHOOKS} webhooks.`,
    args: { input: t.arg({ type: CreateWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input: { url, filter } }, context) =>
      createWebhook(context, context.viewer, { url, filter: toFilter(filter) }),
  }),
  updateWebhook: t.field({
    type: UpdateWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: 'Changes the URL or the filter. Pending deliveries are sent to the new URL.',
    args: { input: t.arg({ type: UpdateWebhookInput, required: true, description: 'The change.' }) },
    resolve: (_, { input: { webhookId, url, filter } }, context) =>
      changeWebhook(context, context.viewer, webhookId, {
        url: url ?? undefined,
        filter: filter ? toFilter(filter) : undefined,
      }),
  }),
  deleteWebhook: t.field({
    type: DeleteWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Deletes a webhook and all of its deliveries. If this is interrupted, the webhook is STOPPED: call it again.',
    args: { input: t.arg({ type: DeleteWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => removeWebhook(context, context.viewer, input.webhookId),
  }),
  pauseWebhook: t.field({
    type: PauseWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: `Stops sending events until the webhook is resumed. Events are held for up to ${DELIVERIES_KEPT_MS / DAY_MS} days, unless retention removes them from the log earlier.`,
    args: { input: t.arg({ type: PauseWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => pauseWebhook(context, context.viewer, input.webhookId),
  }),
  resumeWebhook: t.field({
    type: ResumeWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Activates a paused or stopped webhook and sends what was held, but not before the time that its receiver asked for (Retry-After).',
    args: { input: t.arg({ type: ResumeWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => resumeWebhook(context, context.viewer, input.webhookId),
  }),
  rotateWebhookSecret: t.field({
    type: RotateWebhookSecretResult,
    authScopes: { role: 'ADMIN' },
    description: `Gives a webhook a new secret. For ${PREVIOUS_SECRET_MS / HOUR_MS} hours, messages carry signatures with both secrets.`,
    args: { input: t.arg({ type: RotateWebhookSecretInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => rotateWebhookSecret(context, context.viewer, input.webhookId),
  }),
  testWebhook: t.field({
    type: TestWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: `Posts an event of the type webhook.test now, and returns the response of the receiver within ${WEBHOOK_TIMEOUT_MS / 1000} s.`,
    args: { input: t.arg({ type: TestWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => testWebhook(context, context.viewer, input.webhookId),
  }),
  redeliverWebhookDelivery: t.field({
    type: RedeliverWebhookDeliveryResult,
    authScopes: { role: 'ADMIN' },
    description: 'Sends an event to its webhook again under the same id, with a full set of attempts.',
    args: { input: t.arg({ type: RedeliverWebhookDeliveryInput, required: true, description: 'The delivery.' }) },
    resolve: (_, { input }, context) => redeliverWebhookDelivery(context, context.viewer, input.deliveryId),
  }),
}));
