import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { POSITION_ARGUMENT } from './shared-variables.ts';

/**
 * The document with this cursor as the position of its subscriptions, in place of what it says itself: nothing, a
 * literal or a variable. It must be valid.
 */
export function resumeAfter(schema: GraphQLSchema, document: DocumentNode, cursor: string): DocumentNode {
  const rootType = schema.getSubscriptionType()?.name;
  const definitions = document.definitions.map((definition) => {
    const isRoot =
      (definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION) ||
      (definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value === rootType);
    return isRoot ? { ...definition, selectionSet: resumed(definition.selectionSet, cursor) } : definition;
  });
  return { ...document, definitions };
}

function resumed(selectionSet: SelectionSetNode, cursor: string): SelectionSetNode {
  const selections = selectionSet.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return { ...selection, selectionSet: resumed(selection.selectionSet, cursor) };
    }
    const others = selection.arguments?.filter(({ name }) => name.value !== POSITION_ARGUMENT) ?? [];
    return { ...selection, arguments: [...others, positionOf(cursor)] };
  });
  return { ...selectionSet, selections };
}

function positionOf(cursor: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: POSITION_ARGUMENT },
    value: { kind: Kind.STRING, value: cursor },
  };
}
