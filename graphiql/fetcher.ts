import type { GraphiQLProps } from 'graphiql';
import { type ExecutionResult, type GraphQLSchema, OperationTypeNode } from 'graphql';

import { chosenOperation } from './chosen-operation.ts';
import { credentialsOf } from './credentials.ts';
import type { Result } from './following.ts';
import type { LiveSession } from './live-session.ts';
import { postOperation } from './post-operation.ts';

type Fetcher = GraphiQLProps['fetcher'];

export interface FetcherParts {
  url: string;
  session: LiveSession;
  getToken: () => Promise<string | undefined>;
  /** Undefined while it is not known. */
  schema: () => GraphQLSchema | undefined;
}

interface Observer {
  next: (result: ExecutionResult) => void;
  complete: () => void;
}

/** What GraphiQL executes operations with: subscriptions through the session, all others over HTTP. */
export function createFetcher({ url, session, getToken, schema }: FetcherParts): Fetcher {
  return async (params, { headers = {} } = {}) => {
    const variables = (params.variables ?? {}) as Record<string, unknown>;
    const operation = chosenOperation(params.query, params.operationName ?? undefined);
    if (operation?.operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      return (await postOperation(url, params, await credentialsOf(headers, getToken))) as ExecutionResult;
    }
    const request = { operation, variables, headers, schema: schema() };
    const subscribe = ({ next, complete }: Observer) => {
      const show = (results: readonly Result[]) => {
        next(asResult(results));
      };
      return { unsubscribe: session.start(request, { next: show, complete }) };
    };
    return { subscribe } as Awaited<ReturnType<Fetcher>>;
  };
}

/** GraphiQL takes an array for parts of one result, but shows what the JSON of a result is. */
function asResult(results: readonly Result[]): ExecutionResult {
  const list: ExecutionResult & { toJSON: () => readonly Result[] } = { toJSON: () => results };
  return list;
}
