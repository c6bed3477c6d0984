import type { IncomingHttpHeaders } from 'node:http';

import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';

import type { Viewer } from '../../domain/viewer.ts';
import type { SchemaContext } from '../../schema/kit/context.ts';
import { createCompiledExecute } from '../graphql/compiled-execute.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import { prepareDocument } from '../graphql/prepare-operation.ts';
import type { Answer } from './answer.ts';

export interface PlainRequestParts {
  schema: GraphQLSchema;
  contextFor: (viewer: Viewer, traceparent: string | undefined) => SchemaContext;
}

/** A request as it arrived, after authentication. */
export interface PlainRequest {
  viewer: Viewer;
  headers: IncomingHttpHeaders;
  /** The JSON of its body. */
  params: unknown;
}

/**
 * `answer`: it was executed without errors. `executed`: it was executed, with errors. `unusual`: nothing was executed,
 * and whoever answers it begins anew.
 */
export type PlainResult =
  { kind: 'answer'; answer: Answer } | { kind: 'executed'; result: ExecutionResult } | { kind: 'unusual' };

/** What a client asks for, if nothing is wrong with it. */
interface Operation {
  document: DocumentNode;
  operationName: string | null | undefined;
  variableValues: Record<string, unknown> | undefined;
}

const UNUSUAL = { kind: 'unusual' } as const;
const PARAMETERS = ['query', 'variables', 'operationName', 'extensions'];

/**
 * Executes what nearly all requests are: one valid query or mutation, posted as JSON. All others, and all errors, are
 * left to GraphQL Yoga, which knows what the specifications say about them, and takes several times as long.
 */
export function createPlainRequests({ schema, contextFor }: PlainRequestParts) {
  const execute = createCompiledExecute();

  return async ({ viewer, headers, params }: PlainRequest): Promise<PlainResult> => {
    const mediaType = isJson(headers) ? acceptedType(headers.accept) : undefined;
    const operation = mediaType && operationIn(params);
    if (!operation) return UNUSUAL;
    const { traceparent } = headers;
    const contextValue = contextFor(viewer, typeof traceparent === 'string' ? traceparent : undefined);
    const result = await executeWithinLimit(execute, { schema, ...operation, contextValue }, contextValue.answer);
    // Without data nothing was executed: the variables are wrong.
    if (!('data' in result)) return UNUSUAL;
    if (result.errors) return { kind: 'executed', result };
    const answerHeaders = { 'content-type': `${mediaType}; charset=utf-8` };
    return { kind: 'answer', answer: { status: 200, headers: answerHeaders, body: JSON.stringify(result) } };
  };

  function operationIn(params: unknown): Operation | undefined {
    if (!isObject(params) || Object.keys(params).some((name) => !PARAMETERS.includes(name))) return undefined;
    const { query, variables, operationName, extensions } = params;
    if (typeof query !== 'string' || !isObjectOrNothing(variables) || !isObjectOrNothing(extensions)) return undefined;
    if (operationName != null && typeof operationName !== 'string') return undefined;
    const document = prepareDocument(schema, query, variables);
    if (!('kind' in document)) return undefined;
    const operation = getOperationAST(document, operationName);
    if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
    return { document, operationName, variableValues: variables ?? undefined };
  }
}

function isJson({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return type === 'application/json' || type.startsWith('application/json;');
}

/** In the order of Yoga, in which a later match wins. */
const MEDIA_TYPES = ['application/graphql-response+json', 'application/json'] as const;

/** The media type of the response, chosen as Yoga does; undefined: neither is accepted. */
function acceptedType(accept = '*/*'): (typeof MEDIA_TYPES)[number] | undefined {
  if (accept === '*/*') return 'application/json';
  const accepted = accept
    .replaceAll(/\s/g, '')
    .toLowerCase()
    .split(',')
    .filter((range) => !/;charset=(?!utf-8(;|$))/.test(range))
    .map((range) => range.split(';', 1)[0] ?? '')
    .reverse();
  return accepted.flatMap((range) => MEDIA_TYPES.filter((type) => isWithin(type, range))).at(-1);
}

function isWithin(type: string, range: string): boolean {
  return range === type || range === '*/*' || range === 'application/*';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value == null || isObject(value);
}
