import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** No count goes beyond this. */
const ENOUGH = 100_000;

/**
 * How many fields graphql-jit makes code for: those below an interface or a union once for each type that it can be, so
 * nested ones multiply. `operation` is one of the valid document.
 */
export function compiledFieldsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let count = 0;

  function addFields({ selections }: SelectionSetNode, type: GraphQLNamedType): void {
    for (const selection of selections) {
      if (count >= ENOUGH) return;
      if (selection.kind === Kind.FIELD) {
        count++;
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        if (field && selection.selectionSet) addForEachType(selection.selectionSet, getNamedType(field.type));
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment && canBe(type, fragment.typeCondition?.name.value)) addFields(fragment.selectionSet, type);
      }
    }
  }

  function addForEachType(selectionSet: SelectionSetNode, type: GraphQLNamedType): void {
    for (const possible of isAbstractType(type) ? schema.getPossibleTypes(type) : [type]) {
      addFields(selectionSet, possible);
    }
  }

  function canBe(type: GraphQLNamedType, condition: string | undefined): boolean {
    const wanted = condition === undefined ? type : schema.getType(condition);
    return wanted === type || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
  }

  const root = schema.getRootType(operation.operation);
  if (root) addFields(operation.selectionSet, root);
  return count;
}
