import { type DocumentNode, getOperationAST, type OperationDefinitionNode, parse, separateOperations } from 'graphql';

/** The operation that is to be executed, and a document with nothing but it and its fragments. */
export interface ChosenOperation {
  operation: OperationDefinitionNode;
  document: DocumentNode;
}

/** Undefined for what the server will refuse: a text that cannot be parsed, or a name that is not in it. */
export function chosenOperation(text: string, operationName: string | undefined): ChosenOperation | undefined {
  let all: DocumentNode;
  try {
    all = parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
  const operation = getOperationAST(all, operationName);
  const document = operation && separateOperations(all)[operation.name?.value ?? ''];
  return operation && document ? { operation, document } : undefined;
}
