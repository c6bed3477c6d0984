import { createConnection } from './connection.ts';
import {
  type DeclaresAfter,
  type OwnVariables,
  type SubscriptionDocument,
  textOf,
  type WithCursor,
} from './document.ts';
import type { LinkOptions, WebSocketClass } from './link.ts';
import { type ResumableSubscription, startSubscription, type SubscriptionHandlers } from './subscription.ts';

export interface ResumableClientOptions extends Partial<LinkOptions> {
  /** URL of the GraphQL endpoint; `ws:` or `http:`, in a browser also relative to the page. */
  url: string;
  /** Default: the platform's own. Node has one since version 22; before that, pass the `WebSocket` of `ws`. */
  webSocketImpl?: WebSocketClass;
  /** As the stock client's. A function is called for each connection, so that it can get a fresh token. */
  connectionParams?: LinkOptions['connectionParams'];
  /** Upper bound of the first pause before reconnecting; it doubles with each failure in a row. Default: 500. */
  firstRetryMs?: number;
  /** Largest upper bound of a pause. Default: 5,000. */
  maxRetryMs?: number;
  /**
   * When this many events wait for a subscription's `next`, it requests no more until all are handled. Default: 500.
   */
  queueLimit?: number;
}

export type SubscribeOptions<R, V> = SubscriptionHandlers<R> & {
  /** Cursor after which to begin. Default: the position of the stream at the first connection. */
  after?: string | undefined;
} & (object extends OwnVariables<V> ? { variables?: OwnVariables<V> } : { variables: OwnVariables<V> });

export interface ResumableClient {
  /**
   * Receives a subscription until it is stopped: every event after the cursor, in order, each once, whatever happens to
   * the server and the connection.
   * @throws TypeError for a document that cannot be resumed
   */
  subscribe<R extends WithCursor<R>, V>(
    document: SubscriptionDocument<R, V> & DeclaresAfter<V>,
    options: SubscribeOptions<R, V>,
  ): ResumableSubscription;
  /**
   * Replaces the connection by another one, with what `connectionParams` then returns; every subscription goes on where
   * it was. For a token that has been renewed before the server closes the connection of the one before.
   */
  reconnect(): void;
  /**
   * Stops all subscriptions; resolves when none of their handlers runs any more, so do not await it inside a handler.
   */
  dispose(): Promise<void>;
}

/** All subscriptions of a client share one socket, which is open while there are any. */
export function createResumableClient(options: ResumableClientOptions): ResumableClient {
  const { connectTimeoutMs = 10_000, keepAliveMs = 10_000, pongTimeoutMs = 5_000, queueLimit = 500 } = options;
  const backoff = { firstMs: options.firstRetryMs ?? 500, maxMs: options.maxRetryMs ?? 5_000 };
  const connection = createConnection({
    url: socketUrl(options.url),
    webSocketImpl: options.webSocketImpl ?? platformWebSocket(),
    connectionParams: options.connectionParams,
    connectTimeoutMs,
    keepAliveMs,
    pongTimeoutMs,
    ...backoff,
  });
  const subscriptions = new Set<ResumableSubscription>();
  let isDisposed = false;

  return {
    subscribe(document, { variables = {}, after, ...handlers }) {
      if (isDisposed) throw new Error('The client has been disposed.');
      const query = textOf(document);
      const onFinished = () => subscriptions.delete(subscription);
      const parts = { connection, backoff, query, variables, after, queueLimit, onFinished };
      const subscription = startSubscription({ ...handlers, ...parts });
      subscriptions.add(subscription);
      return subscription;
    },
    reconnect() {
      connection.replace();
    },
    async dispose() {
      isDisposed = true;
      for (const subscription of subscriptions) subscription.stop();
      await Promise.allSettled([...subscriptions].map(({ finished }) => finished));
    },
  };
}

/** @throws TypeError for a URL to which no WebSocket can be opened */
function socketUrl(url: string): string {
  const { location } = globalThis as { location?: { href: string } };
  const absolute = new URL(url, location?.href);
  absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
  absolute.hash = '';
  if (!/^wss?:$/.test(absolute.protocol)) throw new TypeError(`Not a WebSocket URL: ${url}`);
  return absolute.href;
}

function platformWebSocket(): WebSocketClass {
  const { WebSocket } = globalThis as { WebSocket?: WebSocketClass };
  if (!WebSocket)
    throw new TypeError('WebSocket is not available here: pass `webSocketImpl`, such as the one of the package ws.');
  return WebSocket;
}
