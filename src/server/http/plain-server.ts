import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { MaskError } from '../graphql/mask-error.ts';
import { answerJson } from './answer-json.ts';

/** What a client can use of the server before it is authenticated. */
export interface HttpLimits {
  /** How long a request may take to arrive, headers and body. */
  requestTimeoutSeconds: number;
  /** How long a connection may wait for its next request. */
  keepAliveSeconds: number;
  /** Most connections at once, including WebSockets; further ones are closed at once. */
  maxConnections: number;
}

export interface PlainServerParts {
  handle: (path: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** One of a fixed list, whatever paths clients request. */
  routeOf: (path: string) => string;
  /** Called for each response, with the route of its request. */
  onAnswered: (route: string, status: number) => void;
  /** Called for each connection that was closed because there were too many. */
  onDropped: () => void;
  maskError: MaskError;
  limits: HttpLimits;
}

/** How often Node looks for requests that take too long to arrive. */
const CHECK_INTERVAL_MS = 1_000;

/** A server with limits; an error of its handler is masked. */
export function createPlainServer({
  handle,
  routeOf,
  onAnswered,
  onDropped,
  maskError,
  limits,
}: PlainServerParts): Server {
  const server = createServer(
    {
      requestTimeout: limits.requestTimeoutSeconds * 1000,
      headersTimeout: limits.requestTimeoutSeconds * 1000,
      keepAliveTimeout: limits.keepAliveSeconds * 1000,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
    },
    (request, response) => {
      // A client that continues to send on its connection would keep a closing server from ending.
      if (!server.listening) response.shouldKeepAlive = false;
      const path = pathOf(request);
      response.once('finish', () => {
        onAnswered(routeOf(path), response.statusCode);
      });
      handle(path, request, response).catch((error: unknown) => {
        const masked = maskError(error);
        if (response.headersSent) response.destroy();
        else answerJson(response, 500, { errors: [masked] });
      });
    },
  );
  server.maxConnections = limits.maxConnections;
  server.on('drop', onDropped);
  return server;
}

export function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}
