import {
  getNamedType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';

/** Whether a variable of a valid operation has an input type that contains itself. */
export function hasRecursiveVariable(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  return variableDefinitions.some(({ type }) => {
    const inputType = typeFromAST(schema, type);
    return isInputType(inputType) && isRecursive(inputType, []);
  });
}

function isRecursive(type: GraphQLInputType, within: readonly unknown[]): boolean {
  const named = getNamedType(type);
  if (within.includes(named)) return true;
  if (!isInputObjectType(named)) return false;
  return Object.values(named.getFields()).some((field) => isRecursive(field.type, [...within, named]));
}
