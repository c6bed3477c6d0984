import { type DocumentNode, Kind, type OperationDefinitionNode, parse, separateOperations } from 'graphql';

/** The operation that is to be executed, and a document with nothing but it and its fragments. */
export interface ChosenOperation {
  operation: OperationDefinitionNode;
  document: DocumentNode;
}

/**
 * Undefined for what the server will refuse: a text that cannot be parsed, or does not say which of its operations.
 * @param operationName of no meaning if there is but one: GraphiQL may not have noticed yet that it has another name
 */
export function chosenOperation(text: string, operationName: string | undefined): ChosenOperation | undefined {
  let all: DocumentNode;
  try {
    all = parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
  const operations = all.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const named = operations.find(({ name }) => name !== undefined && name.value === operationName);
  const operation = operations.length === 1 ? operations[0] : named;
  const document = operation && separateOperations(all)[operation.name?.value ?? ''];
  return operation && document ? { operation, document } : undefined;
}
