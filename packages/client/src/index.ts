/**
 * The public entry point for those who follow subscriptions, in browsers and in Node: a client on top of the stock
 * graphql-ws one that goes on after the last event it had. It loads nothing of the server.
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
