import type { GraphiQLProps } from 'graphiql';
import { type ExecutionResult, OperationTypeNode } from 'graphql';

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
}

interface Observer {
  next: (result: ExecutionResult) => void;
  complete: () => void;
}

/** What GraphiQL executes operations with: subscriptions through the session, all others over HTTP. */
export function createFetcher({ url, session, getToken }: FetcherParts): Fetcher {
  return async (params, { headers = {} } = {}) => {
    const variables = (params.variables ?? {}) as Record<string, unknown>;
    const operation = chosenOperation(params.query, params.operationName ?? undefined);
    if (operation?.operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      const operationName = operation ? operation.operation.name?.value : params.operationName;
      return (await postOperation(
        url,
        { ...params, operationName },
        await credentialsOf(headers, getToken),
      )) as ExecutionResult;
    }
    const request = { operation, variables, headers };
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
