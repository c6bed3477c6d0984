import { getOperationAST, type GraphQLSchema } from 'graphql';

import { AppError } from '../../errors.ts';
import { prepareDocument } from '../graphql/prepare-operation.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import type { OperationRequest } from './operation.ts';

/** What a client asks for, as it has sent it. */
export interface RequestPayload {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  extensions?: Record<string, unknown> | null | undefined;
}

/** What can be run of it, or its faults. `traceparent`: the trace, unless the request names one. */
export function prepareRequest(
  schema: GraphQLSchema,
  { query, operationName, variables, extensions }: RequestPayload,
  traceparent: string | undefined,
): OperationRequest | readonly unknown[] {
  const document = prepareDocument(schema, query, variables);
  if (!('kind' in document)) return document;
  if (!getOperationAST(document, operationName)) {
    return [new AppError('BAD_USER_INPUT', 'The document does not contain this operation.')];
  }
  return {
    document,
    operationName,
    variables,
    bookmarks: extensions?.bookmarks === true,
    traceparent: parseTraceparent(extensions?.traceparent) ?? traceparent,
  };
}
