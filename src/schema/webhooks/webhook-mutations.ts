import type { WebhookFilter } from '../../domain/webhooks/webhook.ts';
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
import { filterList } from '../kit/filter-list.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, NotFoundError, ValidationError } from '../kit/refusals.ts';
import { WebhookAttemptRef, WebhookDeliveryRef, WebhookRef } from './webhook.ts';

const WEBHOOK = { type: WebhookRef, description: 'The webhook as it is now.' };
const SECRET =
  'What the receiver checks signatures with, as Standard Webhooks writes it: whsec_ and base64. It is told here and never again.';

const CreateWebhookResult = mutationResult<WebhookOutcome<'invalid' | 'conflict'>>('CreateWebhook', {
  description: 'The webhook, or why createWebhook was refused.',
  success: 'createWebhook was done.',
  fields: (t) => ({
    webhook: t.expose('webhook', WEBHOOK),
    secret: t.string({ description: SECRET, resolve: ({ webhook }) => webhook.secret }),
  }),
  refusals: { invalid: ValidationError, conflict: ConflictError },
});
const UpdateWebhookResult = mutationResult<WebhookOutcome<'invalid' | 'not-found'>>('UpdateWebhook', {
  description: 'The webhook, or why updateWebhook was refused.',
  success: 'updateWebhook was done.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError },
});
const DeleteWebhookResult = mutationResult<WebhookOutcome<'not-found'>>('DeleteWebhook', {
  description: 'The id of the webhook, or why deleteWebhook was refused.',
  success: 'The webhook is gone.',
  fields: (t) => ({
    webhookId: t.id({ description: 'The id that it had.', resolve: ({ webhook }) => webhook.id }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const PauseWebhookResult = mutationResult<WebhookOutcome<'not-found' | 'conflict'>>('PauseWebhook', {
  description: 'The webhook, or why pauseWebhook was refused.',
  success: 'pauseWebhook was done.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const ResumeWebhookResult = mutationResult<WebhookOutcome<'not-found' | 'conflict'>>('ResumeWebhook', {
  description: 'The webhook, or why resumeWebhook was refused.',
  success: 'resumeWebhook was done.',
  fields: (t) => ({ webhook: t.expose('webhook', WEBHOOK) }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const RotateWebhookSecretResult = mutationResult<WebhookOutcome<'not-found'>>('RotateWebhookSecret', {
  description: 'The webhook, or why rotateWebhookSecret was refused.',
  success: 'rotateWebhookSecret was done.',
  fields: (t) => ({
    webhook: t.expose('webhook', WEBHOOK),
    secret: t.string({ description: SECRET, resolve: ({ webhook }) => webhook.secret }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const TestWebhookResult = mutationResult<TestWebhookOutcome>('TestWebhook', {
  description: 'What happened, or why testWebhook was refused.',
  success: 'A test was sent; how the receiver took it is told by the attempt.',
  fields: (t) => ({
    attempt: t.expose('attempt', { type: WebhookAttemptRef, description: 'What came of the request.' }),
  }),
  refusals: { 'not-found': NotFoundError },
});
const RedeliverWebhookDeliveryResult = mutationResult<RedeliverWebhookOutcome>('RedeliverWebhookDelivery', {
  description: 'The delivery, or why redeliverWebhookDelivery was refused.',
  success: 'The event is on its way again.',
  fields: (t) => ({
    delivery: t.expose('delivery', { type: WebhookDeliveryRef, description: 'The delivery as it is now.' }),
  }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});

const WebhookFilterInput = builder.inputType('WebhookFilterInput', {
  description: 'Which events are sent. All parts must hold; a part left out holds for every event.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: 'Of one of these types.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'About an entity of one of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'About an entity in one of these tiers.' }),
    canonicalKeys: t.stringList({ description: 'About an entity with one of these canonical keys.' }),
  }),
});
const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A webhook to make.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'Where to: an https:// URL on the public Internet.' }),
    filter: t.field({ type: WebhookFilterInput, description: 'Which events; left out: all.' }),
  }),
});
const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What to change of a webhook.',
  fields: (t) => ({
    webhookId: t.id({ required: true, description: 'Id of the webhook.' }),
    url: t.string({ description: 'Where to from now on; left out: as before.' }),
    filter: t.field({ type: WebhookFilterInput, description: 'Which events from now on; left out: as before.' }),
  }),
});

/** The input of a mutation that needs a webhook and nothing else. */
function webhookInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({ webhookId: t.id({ required: true, description: 'Id of the webhook.' }) }),
  });
}

const DeleteWebhookInput = webhookInput('DeleteWebhookInput', 'A webhook to remove.');
const PauseWebhookInput = webhookInput('PauseWebhookInput', 'A webhook to pause.');
const ResumeWebhookInput = webhookInput('ResumeWebhookInput', 'A webhook to resume.');
const RotateWebhookSecretInput = webhookInput('RotateWebhookSecretInput', 'A webhook that is to have another secret.');
const TestWebhookInput = webhookInput('TestWebhookInput', 'A webhook to try.');
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
    description: 'Makes a webhook: events are posted to it from now on. At most 20 for each tenant.',
    args: { input: t.arg({ type: CreateWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input: { url, filter } }, context) =>
      createWebhook(context, context.viewer, { url, filter: toFilter(filter) }),
  }),
  updateWebhook: t.field({
    type: UpdateWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: 'Changes where to, or what is sent. What is on its way goes to the new URL.',
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
      'Removes a webhook with all its deliveries. Where this is interrupted, it is left STOPPED: call again.',
    args: { input: t.arg({ type: DeleteWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => removeWebhook(context, context.viewer, input.webhookId),
  }),
  pauseWebhook: t.field({
    type: PauseWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Sends a webhook nothing until it is resumed. Its events wait for it up to 30 days, as long as retention does not remove them from the log.',
    args: { input: t.arg({ type: PauseWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => pauseWebhook(context, context.viewer, input.webhookId),
  }),
  resumeWebhook: t.field({
    type: ResumeWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Makes a paused or stopped webhook active, and sends it what was kept, after the time that its receiver asked for (Retry-After).',
    args: { input: t.arg({ type: ResumeWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => resumeWebhook(context, context.viewer, input.webhookId),
  }),
  rotateWebhookSecret: t.field({
    type: RotateWebhookSecretResult,
    authScopes: { role: 'ADMIN' },
    description: 'Gives a webhook another secret. For 24 hours messages carry the signatures of both.',
    args: { input: t.arg({ type: RotateWebhookSecretInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => rotateWebhookSecret(context, context.viewer, input.webhookId),
  }),
  testWebhook: t.field({
    type: TestWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: 'Posts an event of the type webhook.test now, and says within 10 s how the receiver took it.',
    args: { input: t.arg({ type: TestWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) => testWebhook(context, context.viewer, input.webhookId),
  }),
  redeliverWebhookDelivery: t.field({
    type: RedeliverWebhookDeliveryResult,
    authScopes: { role: 'ADMIN' },
    description: 'Sends an event to its webhook again under the same id, with all its attempts.',
    args: { input: t.arg({ type: RedeliverWebhookDeliveryInput, required: true, description: 'The delivery.' }) },
    resolve: (_, { input }, context) => redeliverWebhookDelivery(context, context.viewer, input.deliveryId),
  }),
}));
