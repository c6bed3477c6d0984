import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { DateTimeResolver, JSONResolver, SafeIntResolver } from 'graphql-scalars';

import type { Role } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import type { SchemaContext } from './context.ts';
import { DEFAULT_PAGE_SIZE, EDGES_SIZE, MAX_PAGE_SIZE } from './lists/page.ts';

export interface SchemaTypes {
  Context: SchemaContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  AuthScopes: { role: Role };
  Scalars: {
    DateTime: { Input: Date; Output: Date | string };
    SafeInt: { Input: number; Output: number };
    JSON: { Input: unknown; Output: unknown };
    ID: { Input: string; Output: string };
  };
}

/** Types, queries and mutations register themselves with it, each in the file for its subject. */
export const builder = new SchemaBuilder<SchemaTypes>({
  defaultFieldNullability: false,
  plugins: [ScopeAuthPlugin, RelayPlugin],
  scopeAuth: {
    authScopes: ({ viewer }) => ({ role: (role: Role) => viewer.roles.includes(role) }),
    authorizeOnSubscribe: true,
    unauthorizedError: () => new AppError('FORBIDDEN', 'Your roles do not allow this.'),
  },
  relay: {
    pageInfoTypeOptions: { description: 'Position of a page in its list.' },
    pageInfoFieldOptions: { description: 'Position of this page in the list.' },
    hasNextPageFieldOptions: { description: 'Whether there are items after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there are items before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge; null if the page is empty.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge; null if the page is empty.' },
    edgesFieldOptions: { nullable: false, extensions: EDGES_SIZE, description: 'The items of this page, in order.' },
    nodeFieldOptions: { nullable: false, description: 'The item.' },
    cursorFieldOptions: { description: 'Cursor of the item; opaque.' },
    firstArgOptions: {
      description: `Number of items after the cursor: 1 to ${MAX_PAGE_SIZE}. Default: ${DEFAULT_PAGE_SIZE}.`,
    },
    lastArgOptions: {
      description: `Number of items before the cursor: 1 to ${MAX_PAGE_SIZE}. Not together with first.`,
    },
    afterArgOptions: { description: 'Start after the item with this cursor.' },
    beforeArgOptions: { description: 'End before the item with this cursor.' },
  },
});

export type PothosTypes = typeof builder.$inferSchemaTypes;

/** The `t` of the fields of an object type that is resolved from this shape. */
export type FieldBuilder<Shape> = PothosSchemaTypes.ObjectFieldBuilder<PothosTypes, Shape>;

builder.addScalarType('DateTime', DateTimeResolver, {
  description: 'An RFC 3339 date and time in UTC, such as 2026-01-31T12:00:00.000Z.',
});
builder.addScalarType('SafeInt', SafeIntResolver, {
  description: 'A whole number up to 2^53 - 1, for values that Int cannot hold.',
});

builder.addScalarType('JSON', JSONResolver, {
  description: 'Any JSON value: an object, a list, a text, a number, a boolean or null.',
});

builder.queryType({ description: 'All read operations.', authScopes: { role: 'VIEWER' } });
builder.mutationType({ description: 'All write operations.' });
builder.subscriptionType({ description: 'Events and changes as they happen, without gaps or repetitions.' });
