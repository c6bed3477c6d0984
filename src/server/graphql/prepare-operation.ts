import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

import { AppError } from '../../errors.ts';
import { holdsStorableText } from '../../events/schemas/storable-text.ts';
import { documentCacheOf } from './document-cache.ts';
import { aliasRule, costRule, storableTextRule } from './operation-rules.ts';

/** Most tokens of a document, which limits the work of parsing and validating it. */
const MAX_TOKENS = 2_000;

/** What this server requires of a document in addition to GraphQL's rules. */
export const OWN_RULES = [storableTextRule, aliasRule, costRule] as const;
const VALIDATION_OPTIONS = { maxErrors: 20 };

/** Deepest nesting of variables: what follows them recursively must not exhaust the stack. */
const MAX_VARIABLE_DEPTH = 100;

/** @throws AppError BAD_USER_INPUT if a text among the variables cannot be stored, or they are nested too deeply */
export function checkVariables(variables: unknown): void {
  if (isDeeper(variables, MAX_VARIABLE_DEPTH)) {
    throw new AppError('BAD_USER_INPUT', `The variables are nested more than ${MAX_VARIABLE_DEPTH} levels deep.`);
  }
  if (!holdsStorableText(variables)) {
    throw new AppError('BAD_USER_INPUT', 'A text contains a character that cannot be stored.');
  }
}

/**
 * The same object for the same text, as long as it is kept.
 * @throws GraphQLError for a document that is malformed, too long or nested too deeply
 */
export function parseDocument(schema: GraphQLSchema, text: string): DocumentNode {
  const kept = documentCacheOf(schema).get(text);
  if (kept) return kept;
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof RangeError) throw new GraphQLError('Syntax Error: The document is nested too deeply.');
    throw error;
  }
}

/**
 * Every requirement of GraphQL and of this server; the errors, if any, are for the client. None depends on variables,
 * so a valid document is kept, and not validated again.
 */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const text = document.loc?.source.body;
  const cache = documentCacheOf(schema);
  if (text !== undefined && cache.get(text) === document) return [];
  const errors = errorsOf(schema, document);
  if (text !== undefined && errors.length === 0) cache.add(text, document);
  return errors;
}

function errorsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  // First and alone: the rule about overlapping fields follows pairs of fragments, of which a cycle has so many that
  // its recursion exhausts the stack.
  const circles = validate(schema, document, [NoFragmentCyclesRule], VALIDATION_OPTIONS);
  if (circles.length > 0) return circles;
  return validate(schema, document, [...specifiedRules, ...OWN_RULES], VALIDATION_OPTIONS);
}

/**
 * Parses and validates; faults of the operation are returned, never thrown. The same object for the same text, as long
 * as it is kept.
 */
export function prepareDocument(
  schema: GraphQLSchema,
  query: string,
  variables: unknown,
): DocumentNode | readonly unknown[] {
  try {
    checkVariables(variables);
    const document = parseDocument(schema, query);
    const errors = validateDocument(schema, document);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof AppError) return [error];
    throw error;
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => isDeeper(member, depth - 1));
}
