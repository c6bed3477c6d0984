import type { IncomingMessage, ServerResponse } from 'node:http';

import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { createContext, type SchemaContext, type SchemaParts } from '../../schema/kit/context.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { parseDocument, refuseUnstorable, validateDocument } from '../graphql/prepare-operation.ts';
import { parseTraceparent, partsInTrace } from '../graphql/trace-context.ts';
import { answer } from './answer.ts';
import { GRAPHIQL_TABS } from './graphiql-tabs.ts';
import { readBody } from './read-body.ts';
import { BODY_TOO_LARGE, MAX_BODY_BYTES } from './request-guard.ts';

export interface GraphQLHttpParts {
  schema: GraphQLSchema;
  parts: SchemaParts;
  authenticate: Authenticate;
  maskError: MaskError;
}

/** GraphiQL lets a tab jump aside when the mouse button goes down on it, and the click is lost. */
const STILL_TABS = '<style>.graphiql-tab { transform: none !important }</style>';

/** What is known of a request before its body is read. */
interface ServerContext {
  incoming: IncomingMessage;
  viewer?: Viewer;
}

/**
 * GraphQL over HTTP, and GraphiQL, rendered here so that it needs nothing from other servers. Rejects with errors that
 * Yoga itself would send unmasked.
 */
export function createGraphQLHttp({ schema, parts, authenticate, maskError }: GraphQLHttpParts) {
  const yoga = createYoga<ServerContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    // No CORS: only the server's own pages and programs, which no browser rule restricts, read responses.
    cors: false,
    // Yoga's cache is bounded by the number of documents only, keeps invalid ones, and sockets do not share it.
    parserAndValidationCache: false,
    multipart: false,
    logging: false,
    maskedErrors: { maskError: (error) => maskError(error) },
    async renderGraphiQL(options) {
      // Loaded when somebody opens the page: its scripts take 45 MB.
      const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
      return renderGraphiQL(options).replace('</head>', `${STILL_TABS}</head>`);
    },
    graphiql: {
      title: 'Metadata governance',
      defaultTabs: GRAPHIQL_TABS,
      subscriptionsProtocol: 'WS',
      isHeadersEditorEnabled: true,
    },
    // Bodies are read below, with the same limit as those of other routes.
    maxRequestBodySize: false,
    plugins: [
      useAuthentication(authenticate),
      useBoundedBody(),
      useLimits(schema),
      useValidationErrors(maskError),
      useNoSubscriptions(),
    ],
    context({ request, viewer }) {
      if (!viewer) throw new Error('an operation of nobody');
      const traceparent = parseTraceparent(request.headers.get('traceparent'));
      return createContext(partsInTrace(parts, traceparent), viewer);
    },
  });

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const result = await yoga.handleNodeRequestAndResponse(incoming, response, { incoming });
    const { status, headers } = result;
    answer(response, { status, headers: Object.fromEntries(headers), body: await result.text() });
  };
}

/** Checks the token before the request is read, parsed or validated: an error message would reveal the schema. */
function useAuthentication(authenticate: Authenticate): Plugin<object, ServerContext> {
  return {
    async onRequestParse({ request: { headers }, serverContext }) {
      serverContext.viewer = await authenticate({
        authorization: headers.get('authorization') ?? undefined,
        actorId: headers.get('x-actor-id') ?? undefined,
      });
    },
  };
}

/** Yoga's own limit breaks the connection, and with it the response that gives the reason. */
function useBoundedBody(): Plugin<object, ServerContext> {
  return {
    onRequestParse({ request, requestParser, setRequestParser, serverContext, fetchAPI }) {
      if (!requestParser || request.method !== 'POST') return;
      setRequestParser(async ({ url, headers }) => {
        const body = await readBody(serverContext.incoming, MAX_BODY_BYTES);
        if (body === 'aborted') throw new AppError('BAD_USER_INPUT', 'The body is incomplete.');
        if (body === 'too large') {
          throw new GraphQLError(BODY_TOO_LARGE, { extensions: { code: 'BAD_USER_INPUT', http: { status: 413 } } });
        }
        return requestParser(new fetchAPI.Request(url, { method: 'POST', headers, body: body.bytes.toString() }));
      });
    },
  };
}

/** The same requirements as over WebSocket, where Yoga's plugins do not apply. */
function useLimits(schema: GraphQLSchema): Plugin<SchemaContext> {
  return {
    onParams({ params }) {
      refuseUnstorable(params.variables);
    },
    onParse({ setParseFn }) {
      setParseFn((text: string) => parseDocument(schema, text));
    },
    onValidate({ setValidationFn }) {
      setValidationFn((_schema, document: DocumentNode) => validateDocument(schema, document));
    },
    onExecute({ executeFn, setExecuteFn, context }) {
      setExecuteFn((args) => executeWithinLimit(executeFn, args, context.answer));
    },
  };
}

/** Yoga does not mask these errors, and gives them codes of its own. */
function useValidationErrors(maskError: MaskError): Plugin {
  return {
    onValidate:
      () =>
      ({ result, setResult }) => {
        if (result.length > 0) setResult(result.map(maskError));
      },
  };
}

/** Subscriptions run only over WebSocket, where their limits and the expiry of tokens are enforced. */
function useNoSubscriptions(): Plugin {
  return {
    onSubscribe() {
      throw new AppError('BAD_USER_INPUT', 'Subscriptions use WebSocket (graphql-ws) at this path.');
    },
  };
}
