import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { GraphQLSocketServer } from '../socket/graphql-socket.ts';
import { createDocumentsHttp } from './documents-http.ts';
import { answerProblem, problem } from './problem.ts';
import type { Readiness } from './readiness.ts';
import { refuseForeign, refuseUnreadable } from './request-guard.ts';

export interface HttpServerParts {
  graphql: (request: IncomingMessage, response: ServerResponse) => unknown;
  events: (request: IncomingMessage, response: ServerResponse) => void;
  metrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Told of each answer, by the route that it was for. */
  onAnswered: (route: string, status: number) => void;
  sockets: GraphQLSocketServer;
  /** Whether requests need no token; then only this machine is served. */
  isLocal: boolean;
  checkReadiness: () => Promise<Readiness>;
}

/** Routes: /graphql for HTTP and WebSocket, /events for producers, /asyncapi.json and /schemas, /metrics, /health/live and /health/ready, and / which leads to GraphiQL. */
export function createHttpServer(parts: HttpServerParts): Server {
  const { graphql, events, metrics, onAnswered, sockets, isLocal, checkReadiness } = parts;
  const answerDocument = createDocumentsHttp();
  const server = createServer((request, response) => {
    // A client that goes on sending on a connection that it has would keep a server that closes from its end.
    if (!server.listening) response.shouldKeepAlive = false;
    const path = pathOf(request);
    response.once('finish', () => {
      onAnswered(routeOf(path), response.statusCode);
    });
    if (path === '/health/live') {
      answer(response, 200, { status: 'ok' });
      return;
    }
    if (path === '/health/ready') {
      void checkReadiness().then((readiness) => {
        answer(response, readiness.status === 'not ready' ? 503 : 200, readiness);
      });
      return;
    }
    const foreign = refuseForeign(request, isLocal);
    if (path === '/events' || path === '/metrics') {
      const handle = path === '/events' ? events : metrics;
      if (foreign) answerProblem(response, problem('forbidden', foreign.reason));
      else handle(request, response);
      return;
    }
    const refused = foreign ?? refuseUnreadable(request);
    if (refused)
      answer(response, refused.status, {
        errors: [{ message: refused.reason, extensions: { code: 'BAD_USER_INPUT' } }],
      });
    else if (path === '/graphql') graphql(request, response);
    else if (request.method === 'GET' && answerDocument(path, response)) return;
    else if (path === '/') response.writeHead(302, { location: '/graphql' }).end();
    else answer(response, 404, { error: 'there is nothing here; GraphQL is at /graphql' });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseForeign(request, isLocal) ?? refuseUnreadable(request);
    if (refused) refuseUpgrade(socket, refused.status);
    else if (pathOf(request) !== '/graphql') refuseUpgrade(socket, 404);
    else if (!sockets.upgrade(request, socket, head)) refuseUpgrade(socket, 503);
  });
  return server;
}

const ROUTES = ['/graphql', '/events', '/metrics', '/asyncapi.json', '/health/live', '/health/ready', '/'];

/** Whatever anybody may ask for, there are few of them. */
function routeOf(path: string): string {
  if (path.startsWith('/schemas/')) return '/schemas';
  return ROUTES.includes(path) ? path : 'other';
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status >= 400 && { connection: 'close' }),
  });
  response.end(JSON.stringify(body));
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    () => {
      // A client that does not hang up itself would keep the connection for ever.
      socket.destroy();
    },
  );
}
