import type { FieldMap, ObjectRef } from '@pothos/core';

import { builder, type FieldBuilder, type PothosTypes } from './builder.ts';

type DoneOf<O> = Extract<O, { kind: 'done' }>;

interface ResultOptions<O extends { kind: string }> {
  /** Description of the union. */
  description: string;
  /** Description of the success. */
  success: string;
  /** Fields of the success. */
  fields: (t: FieldBuilder<DoneOf<O>>) => FieldMap;
  /** The type of each possible refusal: a missing or wrongly paired one does not compile. */
  refusals: { [K in Exclude<O['kind'], 'done'>]: ObjectRef<PothosTypes, Extract<O, { kind: K }>> };
}

/**
 * The union `${name}Result` for the outcome of a workflow: `${name}Success`, or one of its refusals. The field resolves
 * to the outcome as the workflow returns it.
 */
export function mutationResult<O extends { kind: string }>(
  name: string,
  { description, success, fields, refusals }: ResultOptions<O>,
) {
  const Success = builder.objectRef<DoneOf<O>>(`${name}Success`).implement({ description: success, fields });
  const types = new Map<string, ObjectRef<PothosTypes, O>>([
    ['done', Success],
    ...Object.entries<ObjectRef<PothosTypes, O>>(refusals),
  ]);
  return builder.unionType(`${name}Result`, {
    description,
    types: [...types.values()],
    resolveType: ({ kind }) => types.get(kind),
  });
}
