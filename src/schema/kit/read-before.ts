import type { GraphQLField } from 'graphql';

import type { SchemaContext } from './context.ts';

const EXTENSION = 'readBefore';

type Read = (context: SchemaContext) => Promise<unknown>;

/**
 * Extensions of a query field whose position is read before anything else of an operation that requests it: what the
 * other fields read is then at least as new. The field must use the same read, which happens once for an operation.
 */
export function readBefore(read: Read) {
  return { [EXTENSION]: read };
}

/** What to read before an operation that requests the field; undefined: nothing. */
export function readBeforeOf({
  extensions,
}: Pick<GraphQLField<unknown, SchemaContext>, 'extensions'>): Read | undefined {
  return extensions[EXTENSION] as Read | undefined;
}
