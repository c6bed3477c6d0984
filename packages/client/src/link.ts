import { createClient, type FormattedExecutionResult, MessageType, type SubscribePayload } from 'graphql-ws/client';

import { ConnectionLostError, type GraphQLAnswerError, toError } from './errors.ts';

/** What is used of a WebSocket besides what the stock client uses. */
interface Socket {
  close(code?: number, reason?: string): void;
  /** Where it exists, as in `ws`: closes at once, without waiting for a peer that may be gone. */
  terminate?(): void;
}

export type WebSocketClass = new (url: string, protocols?: string | string[]) => Socket;
export type ConnectionParams = Record<string, unknown>;

export interface LinkOptions {
  url: string;
  webSocketImpl: WebSocketClass;
  connectionParams: ConnectionParams | (() => ConnectionParams | Promise<ConnectionParams>) | undefined;
  /** How long the server may take to acknowledge a connection. */
  connectTimeoutMs: number;
  /** Pause between two pings. */
  keepAliveMs: number;
  /** How long a ping may go unanswered while nothing else arrives. */
  pongTimeoutMs: number;
}

export type Result = FormattedExecutionResult;

export interface Operation {
  /** Resolves when the operation has ended, with errors if the server refused it. @throws ConnectionLostError */
  ended: Promise<readonly GraphQLAnswerError[] | undefined>;
  /** Ends the operation; no result comes after this. */
  leave(): void;
}

/** One connection from beginning to end; the next connection is another link. */
export interface Link {
  /** Resolves when the server has acknowledged the connection. @throws ConnectionLostError */
  ready: Promise<unknown>;
  readonly isLost: boolean;
  /** Begins an operation. Its results arrive in order; `onResult` must not throw. @throws ConnectionLostError */
  start(payload: SubscribePayload, onResult: (result: Result) => void): Operation;
  /** @param reason what those are told who wait for it */
  close(reason: Error): void;
}

/** @param onLost called once, before anything that waits for the link rejects */
export function openLink(options: LinkOptions, onLost: (error: ConnectionLostError) => void): Link {
  const { url, webSocketImpl, connectionParams, connectTimeoutMs, keepAliveMs, pongTimeoutMs } = options;
  /** Rejects whatever waits for this link. */
  const waiting = new Set<(error: ConnectionLostError) => void>();
  let lost: ConnectionLostError | undefined;
  let socket: Socket | undefined;
  /** Runs while a sign of life is due. */
  let due: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url,
    webSocketImpl: observed(webSocketImpl, (opened) => (socket = opened)),
    connectionParams,
    lazy: false,
    // The stock client would reconnect with the same variables, but resuming has to change them.
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    keepAlive: keepAliveMs,
    on: {
      ping: (isReceived) => {
        if (!isReceived) expectSign(pongTimeoutMs);
      },
      message: ({ type }) => {
        if (type === MessageType.ConnectionAck || type === MessageType.Pong) expectNothing();
        // Other messages arrive: the pong itself may be queued behind many of them.
        else if (due !== undefined) expectSign(pongTimeoutMs);
      },
      error: lose,
      closed: lose,
    },
  });
  const ready = unlessLost<undefined>((resolve) => {
    client.on('connected', () => {
      resolve(undefined);
    });
  });
  expectSign(connectTimeoutMs);

  /** As `new Promise`, but rejects if the link is lost first. */
  function unlessLost<T>(start: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle =
        <V>(how: (value: V) => void) =>
        (value: V) => {
          waiting.delete(reject);
          how(value);
        };
      waiting.add(reject);
      start(settle(resolve), settle(reject));
    });
  }

  function expectNothing(): void {
    clearTimeout(due);
    due = undefined;
  }

  function expectSign(withinMs: number): void {
    expectNothing();
    due = setTimeout(() => {
      lose(new Error(`no message from the server for ${withinMs} ms`));
      // Not the stock client's `terminate`: on a `ws` that is still connecting, it ends the process.
      if (socket?.terminate) socket.terminate();
      else socket?.close(4499, 'Terminated');
    }, withinMs);
  }

  function lose(cause: unknown): void {
    if (lost) return;
    lost = cause instanceof ConnectionLostError ? cause : new ConnectionLostError(cause);
    expectNothing();
    onLost(lost);
    for (const reject of waiting) reject(lost);
    // Keeps the client from reconnecting by itself, as it does after a 1000.
    Promise.resolve(client.dispose()).catch(() => undefined);
  }

  return {
    ready,
    get isLost() {
      return lost !== undefined;
    },
    start(payload, onResult) {
      // The stock client would open another socket for it.
      if (lost) throw lost;
      let hasEnded = false;
      let leave = (): void => undefined;
      const ended = unlessLost<readonly GraphQLAnswerError[] | undefined>((resolve, reject) => {
        const release = client.subscribe<Record<string, unknown>, Record<string, unknown>>(payload, {
          next: (result) => {
            if (!hasEnded) onResult(result);
          },
          error: (error) => {
            if (Array.isArray(error)) resolve(error);
            else reject(toError(error));
          },
          complete: () => {
            resolve(undefined);
          },
        });
        leave = () => {
          hasEnded = true;
          resolve(undefined);
          // Only after the messages that came with this one: if a `complete` among them arrives after a release, the
          // stock client counts one subscription too few, and closes the socket while others use it.
          queueMicrotask(release);
        };
      });
      return { ended, leave };
    },
    close(reason) {
      lose(reason);
      // The stock client closes it as well, but only once it has been acknowledged.
      socket?.close(1000, 'Normal Closure');
    },
  };
}

/** The same class, reporting its one object before anything happens to it. */
function observed(webSocketImpl: WebSocketClass, onConstructed: (socket: Socket) => void): WebSocketClass {
  return class extends webSocketImpl {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols);
      onConstructed(this);
    }
  };
}
