import type { Webhook, WebhookAttempt, WebhookDelivery, WebhookFilter } from '../../domain/webhooks/webhook.ts';
import type { Refusal } from '../../workflow/outcome.ts';
import {
  changeWebhook,
  createWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  rotateWebhookSecret,
  type WebhookOutcome,
} from '../../workflow/webhooks/manage-webhook.ts';
import { redeliverWebhookDelivery } from '../../workflow/webhooks/redeliver-webhook-delivery.ts';
import { testWebhook } from '../../workflow/webhooks/test-webhook.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, EventTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';
import { WebhookAttemptRef, WebhookDeliveryRef, WebhookRef } from './webhook.ts';

interface Success<K extends string> {
  kind: K;
  webhook: Webhook;
}

const { ValidationError, NotFoundError, ConflictError } = REFUSAL_TYPES;
const SECRET =
  'What the receiver checks signatures with, as Standard Webhooks writes it: whsec_ and base64. It is told here and never again.';

/** The result union of a mutation that answers with a webhook: its success, or a refusal. */
function webhookResult<const K extends string>(
  kind: K,
  mutation: string,
  refusals: readonly (typeof REFUSAL_TYPES)[keyof typeof REFUSAL_TYPES][],
  { tellsSecret = false } = {},
) {
  const success = builder.objectRef<Success<K>>(kind).implement({
    description: `${mutation} was done.`,
    fields: (t) => ({
      webhook: t.expose('webhook', { type: WebhookRef, description: 'The webhook as it is now.' }),
      ...(tellsSecret && { secret: t.string({ description: SECRET, resolve: ({ webhook }) => webhook.secret }) }),
    }),
  });
  return builder.unionType(kind.replace('Success', 'Result'), {
    description: `The webhook, or why ${mutation} was refused.`,
    types: [success, ...refusals],
    resolveType: (outcome) => (outcome.kind in REFUSAL_TYPES ? outcome.kind : kind),
  });
}

async function answer<const K extends string>(kind: K, work: Promise<WebhookOutcome>): Promise<Success<K> | Refusal> {
  const outcome = await work;
  return outcome.kind === 'done' ? { kind, webhook: outcome.webhook } : outcome;
}

const CreateWebhookResult = webhookResult('CreateWebhookSuccess', 'createWebhook', [ValidationError, ConflictError], {
  tellsSecret: true,
});
const UpdateWebhookResult = webhookResult('UpdateWebhookSuccess', 'updateWebhook', [ValidationError, NotFoundError]);
const PauseWebhookResult = webhookResult('PauseWebhookSuccess', 'pauseWebhook', [NotFoundError, ConflictError]);
const ResumeWebhookResult = webhookResult('ResumeWebhookSuccess', 'resumeWebhook', [NotFoundError, ConflictError]);
const RotateWebhookSecretResult = webhookResult('RotateWebhookSecretSuccess', 'rotateWebhookSecret', [NotFoundError], {
  tellsSecret: true,
});

const DeleteWebhookSuccess = builder
  .objectRef<{ kind: 'DeleteWebhookSuccess'; webhookId: string }>('DeleteWebhookSuccess')
  .implement({
    description: 'The webhook is gone.',
    fields: (t) => ({ webhookId: t.exposeID('webhookId', { description: 'The id that it had.' }) }),
  });
const DeleteWebhookResult = builder.unionType('DeleteWebhookResult', {
  description: 'The id of the webhook, or why deleteWebhook was refused.',
  types: [DeleteWebhookSuccess, NotFoundError],
  resolveType: ({ kind }) => kind,
});

const TestWebhookSuccess = builder
  .objectRef<{ kind: 'TestWebhookSuccess'; attempt: WebhookAttempt }>('TestWebhookSuccess')
  .implement({
    description: 'A test was sent; how the receiver took it is told by the attempt.',
    fields: (t) => ({
      attempt: t.expose('attempt', { type: WebhookAttemptRef, description: 'What came of the request.' }),
    }),
  });
const TestWebhookResult = builder.unionType('TestWebhookResult', {
  description: 'What happened, or why testWebhook was refused.',
  types: [TestWebhookSuccess, NotFoundError],
  resolveType: ({ kind }) => kind,
});

const RedeliverWebhookDeliverySuccess = builder
  .objectRef<{ kind: 'RedeliverWebhookDeliverySuccess'; delivery: WebhookDelivery }>('RedeliverWebhookDeliverySuccess')
  .implement({
    description: 'The event is on its way again.',
    fields: (t) => ({
      delivery: t.expose('delivery', { type: WebhookDeliveryRef, description: 'The delivery as it is now.' }),
    }),
  });
const RedeliverWebhookDeliveryResult = builder.unionType('RedeliverWebhookDeliveryResult', {
  description: 'The delivery, or why redeliverWebhookDelivery was refused.',
  types: [RedeliverWebhookDeliverySuccess, NotFoundError, ConflictError],
  resolveType: ({ kind }) => kind,
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
      answer('CreateWebhookSuccess', createWebhook(context, context.viewer, { url, filter: toFilter(filter) })),
  }),
  updateWebhook: t.field({
    type: UpdateWebhookResult,
    authScopes: { role: 'ADMIN' },
    description: 'Changes where to, or what is sent. What is on its way goes to the new URL.',
    args: { input: t.arg({ type: UpdateWebhookInput, required: true, description: 'The change.' }) },
    resolve: (_, { input: { webhookId, url, filter } }, context) =>
      answer(
        'UpdateWebhookSuccess',
        changeWebhook(context, context.viewer, webhookId, {
          url: url ?? undefined,
          filter: filter ? toFilter(filter) : undefined,
        }),
      ),
  }),
  deleteWebhook: t.field({
    type: DeleteWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Removes a webhook with all its deliveries. Where this is interrupted, it is left STOPPED: call again.',
    args: { input: t.arg({ type: DeleteWebhookInput, required: true, description: 'The webhook.' }) },
    async resolve(_, { input }, context) {
      const outcome = await removeWebhook(context, context.viewer, input.webhookId);
      return outcome.kind === 'done'
        ? { kind: 'DeleteWebhookSuccess' as const, webhookId: outcome.webhook.id }
        : outcome;
    },
  }),
  pauseWebhook: t.field({
    type: PauseWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Sends a webhook nothing until it is resumed. Its events wait for it up to 30 days, as long as retention does not remove them from the log.',
    args: { input: t.arg({ type: PauseWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) =>
      answer('PauseWebhookSuccess', pauseWebhook(context, context.viewer, input.webhookId)),
  }),
  resumeWebhook: t.field({
    type: ResumeWebhookResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Makes a paused or stopped webhook active, and sends it what was kept, after the time that its receiver asked for (Retry-After).',
    args: { input: t.arg({ type: ResumeWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) =>
      answer('ResumeWebhookSuccess', resumeWebhook(context, context.viewer, input.webhookId)),
  }),
  rotateWebhookSecret: t.field({
    type: RotateWebhookSecretResult,
    authScopes: { role: 'ADMIN' },
    description: 'Gives a webhook another secret. For 24 hours messages carry the signatures of both.',
    args: { input: t.arg({ type: RotateWebhookSecretInput, required: true, description: 'The webhook.' }) },
    resolve: (_, { input }, context) =>
      answer('RotateWebhookSecretSuccess', rotateWebhookSecret(context, context.viewer, input.webhookId)),
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
