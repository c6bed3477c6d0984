import { type DocumentNode, getOperationAST, Kind, visit } from 'graphql';

import type { OperationRequest } from './operation.ts';

/** Where a subscription begins; what it delivers from there on does not depend on it. */
export const POSITION_ARGUMENT = 'after';

const positionVariables = new WeakMap<DocumentNode, Map<string, string | undefined>>();

/** The variables that the results depend on: all but the one that only says where the subscription begins. */
export function sharedVariablesOf({ document, operationName, variables }: OperationRequest): object {
  const position = positionVariableOf(document, operationName ?? '');
  return Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => name !== position));
}

function positionVariableOf(document: DocumentNode, operationName: string): string | undefined {
  let known = positionVariables.get(document);
  if (!known) positionVariables.set(document, (known = new Map<string, string | undefined>()));
  if (!known.has(operationName)) known.set(operationName, findPositionVariable(document, operationName));
  return known.get(operationName);
}

function findPositionVariable(document: DocumentNode, operationName: string): string | undefined {
  const operation = getOperationAST(document, operationName || undefined);
  const [field] = operation?.selectionSet.selections ?? [];
  if (field?.kind !== Kind.FIELD) return undefined;
  const value = field.arguments?.find(({ name }) => name.value === POSITION_ARGUMENT)?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable(node) {
      if (node.name.value === name) uses++;
    },
  });
  return uses === 1 ? name : undefined;
}
