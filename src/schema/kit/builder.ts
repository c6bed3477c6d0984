import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { DateTimeResolver, SafeIntResolver } from 'graphql-scalars';

import type { Role } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import type { SchemaContext } from './context.ts';
import { EDGES_SIZE } from './page.ts';

export interface SchemaTypes {
  Context: SchemaContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  AuthScopes: { role: Role };
  Scalars: {
    DateTime: { Input: Date; Output: Date | string };
    SafeInt: { Input: number; Output: number };
    ID: { Input: string; Output: string };
  };
}

/** Types, queries and mutations add themselves to it, each in the file of what it is about. */
export const builder = new SchemaBuilder<SchemaTypes>({
  defaultFieldNullability: false,
  plugins: [ScopeAuthPlugin, RelayPlugin],
  scopeAuth: {
    authScopes: ({ viewer }) => ({ role: (role: Role) => viewer.roles.includes(role) }),
    authorizeOnSubscribe: true,
    unauthorizedError: () => new AppError('FORBIDDEN', 'Your roles do not allow this.'),
  },
  relay: {
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    hasNextPageFieldOptions: { description: 'Whether the list goes on after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether the list begins before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge; null on an empty page.' },
    edgesFieldOptions: { nullable: false, extensions: EDGES_SIZE, description: 'The items of this page, in order.' },
    nodeFieldOptions: { nullable: false, description: 'The item.' },
    cursorFieldOptions: { description: 'Where the item stands in its list; opaque.' },
    firstArgOptions: { description: 'How many items after the cursor: 1 to 100, 20 when left out.' },
    lastArgOptions: { description: 'How many items before the cursor: 1 to 100. Not together with first.' },
    afterArgOptions: { description: 'Begin after the item with this cursor.' },
    beforeArgOptions: { description: 'End before the item with this cursor.' },
  },
});

export type PothosTypes = typeof builder.$inferSchemaTypes;

/** The `t` of the fields of an object type that is resolved from this shape. */
export type FieldBuilder<Shape> = PothosSchemaTypes.ObjectFieldBuilder<PothosTypes, Shape>;

builder.addScalarType('DateTime', DateTimeResolver, {
  description: 'A date and time in UTC, as RFC 3339 writes it: 2026-01-31T12:00:00.000Z.',
});
builder.addScalarType('SafeInt', SafeIntResolver, {
  description: 'A whole number up to 2^53 - 1, for counts that outgrow Int.',
});

builder.queryType({ description: 'Everything that can be read.', authScopes: { role: 'VIEWER' } });
builder.mutationType({ description: 'Everything that can be done.' });
builder.subscriptionType({ description: 'Events as they happen, without a gap and without a repetition.' });
