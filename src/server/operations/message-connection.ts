import type { WebSocket as ProtocolSocket } from 'graphql-ws';

import { Connection } from './connection.ts';

/** A connection that carries the messages of many operations, as graphql-ws sees it. */
export abstract class MessageConnection extends Connection implements ProtocolSocket {
  abstract readonly protocol: string;
  /** Whether the client has asked to be acknowledged. */
  hasInit = false;
  /** What it has sent for that, until it is checked. */
  connectionParams: Record<string, unknown> | undefined;
  /** The trace that the client has named for all of its operations. */
  traceparent: string | undefined;
  /** Hands a message to graphql-ws: resolves when it is dealt with, which for a `subscribe` is when that is over. */
  handle: (text: string) => Promise<void> = () => Promise.resolve();

  /** Sends a message of the protocol. */
  abstract send(text: string): Promise<void>;
  /** The client is one of the tenant's: what strangers may not do is allowed from now on. */
  abstract acknowledged(): void;

  onMessage(handle: (text: string) => Promise<void>): void {
    this.handle = handle;
  }
}
