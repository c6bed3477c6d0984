import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getOperationAST,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/**
 * Whether @skip and @include leave any field of a valid subscription; graphql-js assumes that there is one, and throws
 * a TypeError otherwise. Variables do not matter: its validation refuses them in these places.
 */
export function hasRootField(document: DocumentNode, operationName?: string | null): boolean {
  const operation = getOperationAST(document, operationName);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  function hasField({ selections }: SelectionSetNode): boolean {
    return selections.filter(isLeft).some((selection) => {
      if (selection.kind === Kind.FIELD) return true;
      const { selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
      return selectionSet !== undefined && hasField(selectionSet);
    });
  }
  return operation ? hasField(operation.selectionSet) : false;
}

function isLeft(node: { directives?: readonly DirectiveNode[] }): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node)?.if !== false
  );
}
