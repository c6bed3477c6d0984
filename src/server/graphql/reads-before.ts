import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

import { readBeforeOf } from '../../schema/kit/read-before.ts';

type Read = NonNullable<ReturnType<typeof readBeforeOf>>;
type ReadingArgs = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName'>;

/**
 * What to read before anything else of a query: the positions that its root fields return, wherever they stand. Those
 * that @skip or @include leave out are read as well, which does no harm.
 */
export function readsBefore({ schema, document, operationName }: ReadingArgs): Read[] {
  const operation = getOperationAST(document, operationName);
  const fields = schema.getQueryType()?.getFields();
  if (operation?.operation !== OperationTypeNode.QUERY || !fields) return [];
  const reads = new Set<Read>();
  const visited = new Set<string>();

  function visit({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fields?.[selection.name.value];
        const read = field && readBeforeOf(field);
        if (read) reads.add(read);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else visitFragment(selection.name.value);
    }
  }

  function visitFragment(name: string): void {
    if (visited.has(name)) return;
    visited.add(name);
    const fragment = document.definitions.find(
      (definition): definition is FragmentDefinitionNode =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    if (fragment) visit(fragment.selectionSet);
  }

  visit(operation.selectionSet);
  return [...reads];
}
