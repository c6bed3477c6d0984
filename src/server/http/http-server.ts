import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { MaskError } from '../graphql/mask-error.ts';
import type { AllowsOrigin } from '../origins/allows-origin.ts';
import { answerPreflight, isPreflight, letRead } from '../origins/cors.ts';
import type { GraphQLSocketServer } from '../socket/graphql-socket.ts';
import { answerJson } from './answer-json.ts';
import { createDashboardHttp } from './dashboard-http.ts';
import { createDocumentsHttp } from './documents-http.ts';
import { createGraphiQLHttp } from './graphiql-http.ts';
import { createPlainServer, type HttpLimits, pathOf } from './plain-server.ts';
import { refuseForeign, refuseToPages, refuseUnreadable } from './request-guard.ts';
import { createSignInHttp, type SignInSettings } from './sign-in-http.ts';

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
  /** Answers what asks how the server is; false for every other path. */
  answerHealth: (path: string, response: ServerResponse) => Promise<boolean>;
  limits: HttpLimits;
}

/**
 * Routes: /graphql for HTTP, WebSocket and GraphiQL, /graphiql for what that page loads, /auth/config for how pages sign
 * in, /events for producers, /asyncapi.json and /schemas, /metrics, /health/live and /health/ready, and for browsers / and
 * everything else, which is the dashboard.
 */
export function createHttpServer(parts: HttpServerParts): Server {
  const { sockets, isLocal, allowsOrigin } = parts;
  const server = createPlainServer({ ...parts, handle: createRoutes(parts), routeOf });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseForeign(request, isLocal, allowsOrigin) ?? refuseUnreadable(request);
    if (refused) refuseUpgrade(socket, refused.status);
    else if (pathOf(request) !== '/graphql') refuseUpgrade(socket, 404);
    else if (!sockets.upgrade(request, socket, head)) refuseUpgrade(socket, 503);
  });
  return server;
}

function createRoutes({ graphql, events, metrics, signIn, isLocal, allowsOrigin, answerHealth }: HttpServerParts) {
  const answerDocument = createDocumentsHttp();
  const pages = { connectsTo: signIn.kind === 'oidc' ? [new URL(signIn.issuer).origin] : [] };
  const answerGraphiQL = createGraphiQLHttp(undefined, pages);
  const answerDashboard = createDashboardHttp(undefined, pages);
  const answerSignIn = createSignInHttp(signIn);

  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await answerHealth(path, response)) return;
    if (path === '/events' || path === '/metrics') {
      const handle = path === '/events' ? events : metrics;
      // No page of another origin: neither is for browsers.
      if (!refuseToPages(request, response, isLocal)) handle(request, response);
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

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    () => {
      // A client that does not close the connection itself would keep it open for ever.
      socket.destroy();
    },
  );
}
