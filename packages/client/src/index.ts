/**
 * The public entry point for clients in browsers and Node: built on the stock graphql-ws client, it continues after the
 * last event that it received. It loads nothing of the server.
 */
export { ConnectionLostError, SubscriptionError, type GraphQLAnswerError } from './errors.ts';
export type { SubscriptionDocument } from './document.ts';
export type { ConnectionParams, WebSocketClass } from './link.ts';
export {
  createResumableClient,
  type ResumableClient,
  type ResumableClientOptions,
  type SubscribeOptions,
} from './resumable-client.ts';
export type { ResumableSubscription, SubscriptionHandlers, SubscriptionStatus } from './subscription.ts';
