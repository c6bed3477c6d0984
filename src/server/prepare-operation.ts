import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

/** Most tokens that a document may have: it bounds the work of parsing and validating it. */
export const MAX_TOKENS = 2_000;

/** Parses and validates; what is wrong with the document is returned, never thrown. */
export function prepareDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
  const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
  return errors.length > 0 ? errors : document;
}
