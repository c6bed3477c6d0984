import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { MaskError } from '../graphql/mask-error.ts';
import type { AllowsOrigin } from '../origins/allows-origin.ts';
import { answerPreflight, isPreflight, letRead } from '../origins/cors.ts';
import type { GraphQLSocketServer } from '../socket/graphql-socket.ts';
import { answer } from './answer.ts';
import { createDashboardHttp } from './dashboard-http.ts';
import { createDocumentsHttp } from './documents-http.ts';
import { createGraphiQLHttp } from './graphiql-http.ts';
import { answerProblem, problem } from './problem.ts';
import type { Readiness } from './readiness.ts';
import { refuseForeign, refuseUnreadable } from './request-guard.ts';
import { createSignInHttp, type SignInSettings } from './sign-in-http.ts';

/** What a client can use of the server before it is authenticated. */
export interface HttpLimits {
  /** How long a request may take to arrive, headers and body. */
  requestTimeoutSeconds: number;
  /** How long a connection may wait for its next request. */
  keepAliveSeconds: number;
  /** Most connections at once, including WebSockets; further ones are closed at once. */
  maxConnections: number;
}

export interface HttpServerParts {
  graphql: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  events: (request: IncomingMessage, response: ServerResponse) => void;
  metrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Called for each response, with the route of its request. */
  onAnswered: (route: string, status: number) => void;
  /** Called for each connection that was closed because there were too many. */
  onDropped: () => void;
  maskError: MaskError;
  sockets: GraphQLSocketServer;
  /** How pages sign people in. */
  signIn: SignInSettings;
  /** Whether requests need no token; then only this machine is served. */
  isLocal: boolean;
  allowsOrigin: AllowsOrigin;
  checkReadiness: () => Promise<Readiness>;
  limits: HttpLimits;
}

/** How often Node looks for requests that take too long to arrive. */
const CHECK_INTERVAL_MS = 1_000;

/**
 * Routes: /graphql for HTTP, WebSocket and GraphiQL, /graphiql for what that page loads, /auth/config for how pages sign
 * in, /events for producers, /asyncapi.json and /schemas, /metrics, /health/live and /health/ready, and for browsers / and
 * everything else, which is the dashboard.
 */
export function createHttpServer(parts: HttpServerParts): Server {
  const { onAnswered, onDropped, maskError, sockets, isLocal, allowsOrigin, limits } = parts;
  const handle = createRoutes(parts);
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
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseForeign(request, isLocal, allowsOrigin) ?? refuseUnreadable(request);
    if (refused) refuseUpgrade(socket, refused.status);
    else if (pathOf(request) !== '/graphql') refuseUpgrade(socket, 404);
    else if (!sockets.upgrade(request, socket, head)) refuseUpgrade(socket, 503);
  });
  return server;
}

function createRoutes({ graphql, events, metrics, signIn, isLocal, allowsOrigin, checkReadiness }: HttpServerParts) {
  const answerDocument = createDocumentsHttp();
  const pages = { connectsTo: signIn.kind === 'oidc' ? [new URL(signIn.issuer).origin] : [] };
  const answerGraphiQL = createGraphiQLHttp(undefined, pages);
  const answerDashboard = createDashboardHttp(undefined, pages);
  const answerSignIn = createSignInHttp(signIn);

  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (path === '/health/live') {
      answerJson(response, 200, { status: 'ok' });
      return;
    }
    if (path === '/health/ready') {
      const readiness = await checkReadiness();
      answerJson(response, readiness.status === 'not ready' ? 503 : 200, readiness);
      return;
    }
    if (path === '/events' || path === '/metrics') {
      const handle = path === '/events' ? events : metrics;
      // No page of another origin: neither is for browsers.
      const foreign = refuseForeign(request, isLocal);
      if (foreign)
        answerProblem(response, problem(foreign.status === 400 ? 'malformed-request' : 'forbidden', foreign.reason));
      else handle(request, response);
      return;
    }
    response.setHeader('vary', 'Origin');
    const foreign = refuseForeign(request, isLocal, allowsOrigin);
    if (!foreign) letRead(request, response);
    const refused = foreign ?? refuseUnreadable(request);
    if (refused) {
      const extensions = { code: 'BAD_USER_INPUT' };
      answerJson(response, refused.status, { errors: [{ message: refused.reason, extensions }] });
    } else if (path === '/graphql' && isPreflight(request)) answerPreflight(response);
    else if (answerGraphiQL(path, request, response)) return;
    else if (path === '/graphql') await graphql(request, response);
    else if (path === '/auth/config') answerSignIn(request, response);
    else if (request.method === 'GET' && answerDocument(path, response)) return;
    else if (answerDashboard(path, request, response)) return;
    else answerJson(response, 404, { error: 'not found; GraphQL is at /graphql' });
  };
}

const ROUTES = [
  '/graphql',
  '/events',
  '/metrics',
  '/asyncapi.json',
  '/auth/config',
  '/health/live',
  '/health/ready',
  '/',
];

/** A fixed list, whatever paths clients request. */
function routeOf(path: string): string {
  if (path.startsWith('/graphiql/')) return '/graphiql';
  if (path.startsWith('/dashboard/')) return '/dashboard';
  if (path.startsWith('/schemas/')) return '/schemas';
  return ROUTES.includes(path) ? path : 'other';
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  answer(response, {
    status,
    headers: { 'content-type': 'application/json', ...(status >= 400 && { connection: 'close' }) },
    body: JSON.stringify(body),
  });
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    () => {
      // A client that does not close the connection itself would keep it open for ever.
      socket.destroy();
    },
  );
}
