import { type Client, createClient, type FormattedExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';

import { credentials, ENDPOINT } from './endpoint.ts';

/**
 * The stock client of graphql-ws, made to resume. By itself it reconnects and then repeats each subscription with the
 * variables that it began with. Here `after` follows the cursor of the last event, so that the repetition begins after it.
 */
export function createResumingSocket(actorId: string): Client {
  const client = createClient({
    url: ENDPOINT.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket, // browsers, and Node from 22 on, have one of their own
    connectionParams: () => credentials(actorId), // called for each connection: the place to get a fresh token
    retryAttempts: Infinity,
    shouldRetry: () => true, // also when the server cannot be reached
  });
  return {
    ...client,
    subscribe<D, E>(payload: SubscribePayload, sink: Sink<FormattedExecutionResult<D, E>>) {
      const variables = { ...payload.variables };
      return client.subscribe<D, E>(
        { ...payload, variables }, // sent as it is by then after each reconnect
        {
          ...sink,
          next(result) {
            sink.next(result);
            variables.after = cursorIn(result.data) ?? variables.after;
          },
        },
      );
    },
  };
}

/** A subscription has one field, and each of its events a cursor. */
function cursorIn(data: unknown): unknown {
  const [event] = Object.values(data ?? {}) as ({ cursor?: unknown } | null)[];
  return event?.cursor;
}
