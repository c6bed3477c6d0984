import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';

import { AppError } from '../../errors.ts';
import { createContext, type SchemaContext, type SchemaParts } from '../../schema/kit/context.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { OWN_RULES, parseDocument, refuseUnstorable } from '../graphql/prepare-operation.ts';
import { parseTraceparent, partsInTrace } from '../graphql/trace-context.ts';
import { GRAPHIQL_TABS } from './graphiql-tabs.ts';

export interface GraphQLHttpParts {
  schema: GraphQLSchema;
  parts: SchemaParts;
  authenticate: Authenticate;
  maskError: MaskError;
}

/** GraphiQL lets a tab jump aside when the mouse goes down on it, and the click is lost. */
const STILL_TABS = '<style>.graphiql-tab { transform: none !important }</style>';

/** GraphQL over HTTP, and GraphiQL, rendered here so that it needs nothing from elsewhere. */
export function createGraphQLHttp({ schema, parts, authenticate, maskError }: GraphQLHttpParts) {
  return createYoga({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    // Who may read the answers is for the server's own pages and for programs, which no browser rule binds.
    cors: false,
    // What strangers send is not kept: a cache of documents is a memory that they can fill.
    parserAndValidationCache: false,
    multipart: false,
    logging: false,
    maskedErrors: { maskError: (error) => maskError(error) },
    renderGraphiQL: (options) => renderGraphiQL(options).replace('</head>', `${STILL_TABS}</head>`),
    graphiql: {
      title: 'Metadata governance',
      defaultTabs: GRAPHIQL_TABS,
      subscriptionsProtocol: 'WS',
      isHeadersEditorEnabled: true,
    },
    plugins: [useLimits(), useValidationErrors(maskError), useNoSubscriptions()],
    async context({ request }) {
      const viewer = await authenticate({
        authorization: request.headers.get('authorization') ?? undefined,
        actorId: request.headers.get('x-actor-id') ?? undefined,
      });
      const traceparent = parseTraceparent(request.headers.get('traceparent'));
      return createContext(partsInTrace(parts, traceparent), viewer);
    },
  });
}

/** The same demands as over the WebSocket, where Yoga's plugins have no say. */
function useLimits(): Plugin<SchemaContext> {
  return {
    onParams({ params }) {
      refuseUnstorable(params.variables);
    },
    onParse({ setParseFn }) {
      setParseFn(parseDocument);
    },
    onValidate({ addValidationRule }) {
      for (const rule of OWN_RULES) addValidationRule(rule);
    },
    onExecute({ executeFn, setExecuteFn, context }) {
      setExecuteFn((args) => executeWithinLimit(executeFn, args, context.answer));
    },
  };
}

/** Yoga does not mask these, and gives them codes of its own. */
function useValidationErrors(maskError: MaskError): Plugin {
  return {
    onValidate:
      () =>
      ({ result, setResult }) => {
        if (result.length > 0) setResult(result.map(maskError));
      },
  };
}

/** Subscriptions have one way, where their bounds and the expiry of tokens are enforced. */
function useNoSubscriptions(): Plugin {
  return {
    onSubscribe() {
      throw new AppError('BAD_USER_INPUT', 'Subscriptions are served over WebSocket (graphql-ws) at this same path.');
    },
  };
}
