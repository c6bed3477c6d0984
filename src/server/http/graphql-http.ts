import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { createContext, type SchemaContext, type SchemaParts } from '../../schema/kit/context.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { checkVariables, parseDocument, validateDocument } from '../graphql/prepare-operation.ts';
import { parseTraceparent, partsInTrace } from '../graphql/trace-context.ts';
import type { GraphQLSse } from '../sse/graphql-sse.ts';
import { answer } from './answer.ts';
import { createPlainRequests } from './plain-request.ts';
import { type Body, readBody } from './read-body.ts';
import { BODY_TOO_LARGE, MAX_BODY_BYTES } from './request-guard.ts';
import { createSseRequests } from './sse-request.ts';

export interface GraphQLHttpParts {
  schema: GraphQLSchema;
  parts: SchemaParts;
  authenticate: Authenticate;
  maskError: MaskError;
  sse: GraphQLSse;
}

/** A request on its way to Yoga, and what has been done with it already. */
interface ServerContext {
  viewing: Promise<Viewer>;
  /** Undefined: not a POST. */
  body: Body | undefined;
  /** Undefined: not executed yet. */
  result: ExecutionResult | undefined;
}

/**
 * GraphQL over HTTP. Rejects with errors that Yoga itself would send unmasked.
 */
export function createGraphQLHttp({ schema, parts, authenticate, maskError, sse }: GraphQLHttpParts) {
  const answerPlain = createPlainRequests({ schema, contextFor });
  const answerStream = createSseRequests({ schema, sse, maskError });
  const yoga = createYoga<ServerContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    // Done for all routes before; Yoga would let every origin read.
    cors: false,
    // Yoga's cache is bounded by the number of documents only, keeps invalid ones, and sockets do not share it.
    parserAndValidationCache: false,
    multipart: false,
    logging: false,
    maskedErrors: { maskError: (error) => maskError(error) },
    graphiql: false,
    // Bodies are read below, with the same limit as those of other routes.
    maxRequestBodySize: false,
    plugins: [
      useAuthentication(),
      useBoundedBody(),
      useResult(maskError),
      useLimits(schema),
      useValidationErrors(maskError),
      useNoSubscriptions(),
    ],
    context: async ({ request, viewing }) => contextFor(await viewing, request.headers.get('traceparent') ?? undefined),
  });

  function contextFor(viewer: Viewer, traceparent: string | undefined) {
    return createContext(partsInTrace(parts, parseTraceparent(traceparent)), viewer);
  }

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, headers } = incoming;
    const viewing = authenticate({ authorization: headers.authorization, actorId: actorIdIn(headers) });
    // Yoga answers the failure.
    const viewer = await viewing.catch(() => undefined);
    const body = viewer && method === 'POST' ? await readBody(incoming, MAX_BODY_BYTES) : undefined;
    if (await answerStream({ incoming, response, viewing, body })) return;
    let result: ExecutionResult | undefined;
    if (viewer && typeof body === 'object') {
      const plain = await answerPlain({ viewer, headers, params: jsonIn(body.bytes) });
      if (plain.kind === 'answer') {
        answer(response, plain.answer);
        return;
      }
      if (plain.kind === 'executed') ({ result } = plain);
    }
    const answered = await yoga.handleNodeRequestAndResponse(incoming, response, { viewing, body, result });
    const { status } = answered;
    answer(response, { status, headers: Object.fromEntries(answered.headers), body: await answered.text() });
  };
}

function actorIdIn({ 'x-actor-id': actorId }: IncomingHttpHeaders): string | undefined {
  return Array.isArray(actorId) ? actorId.join(', ') : actorId;
}

/** Undefined for what is no JSON, about which Yoga has its own words. */
function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** The token is checked before the request is read, parsed or validated: an error message would reveal the schema. */
function useAuthentication(): Plugin<object, ServerContext> {
  return {
    async onRequestParse({ serverContext }) {
      await serverContext.viewing;
    },
  };
}

/** Yoga's own limit breaks the connection, and with it the response that gives the reason. */
function useBoundedBody(): Plugin<object, ServerContext> {
  return {
    onRequestParse({ requestParser, setRequestParser, serverContext: { body }, fetchAPI }) {
      if (!requestParser || body === undefined) return;
      setRequestParser(({ url, headers }) => {
        if (body === 'aborted') throw new AppError('BAD_USER_INPUT', 'The body is incomplete.');
        if (body === 'too large') {
          throw new GraphQLError(BODY_TOO_LARGE, { extensions: { code: 'BAD_USER_INPUT', http: { status: 413 } } });
        }
        return requestParser(new fetchAPI.Request(url, { method: 'POST', headers, body: body.bytes.toString() }));
      });
    },
  };
}

/** What was executed already is only answered. */
function useResult(maskError: MaskError): Plugin<object, ServerContext> {
  return {
    onParams({ context: { result }, setResult }) {
      if (result) setResult({ ...result, ...(result.errors && { errors: result.errors.map(maskError) }) });
    },
  };
}

/** The same requirements as over WebSocket, where Yoga's plugins do not apply. */
function useLimits(schema: GraphQLSchema): Plugin<SchemaContext> {
  return {
    onParams({ params }) {
      checkVariables(params.variables);
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

/** Subscriptions run elsewhere, where their limits and the expiry of tokens are enforced. */
function useNoSubscriptions(): Plugin {
  return {
    onSubscribe() {
      throw new AppError(
        'BAD_USER_INPUT',
        'Subscriptions use WebSocket (graphql-ws) or Server-Sent Events (Accept: text/event-stream) at this path.',
      );
    },
  };
}
