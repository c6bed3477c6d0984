import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

import { AppError } from '../errors.ts';

/** Most tokens that a document may have: it bounds the work of parsing and validating it. */
export const MAX_TOKENS = 2_000;

const NUL_ESCAPE = /\\u(0000|\{0+\})/;

/**
 * Postgres can store every character but one. A client that sends that one is told so, wherever it stands.
 * @throws AppError BAD_USER_INPUT
 */
export function refuseNul(query: string, variables: unknown): void {
  if (NUL_ESCAPE.test(query) || NUL_ESCAPE.test(JSON.stringify(variables ?? null))) {
    throw new AppError('BAD_USER_INPUT', 'A text holds the character U+0000, which cannot be stored.');
  }
}

/** Parses and validates; what is wrong with the operation is returned, never thrown. */
export function prepareDocument(
  schema: GraphQLSchema,
  query: string,
  variables: unknown,
): DocumentNode | readonly unknown[] {
  try {
    refuseNul(query, variables);
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof AppError) return [error];
    throw error;
  }
}
