import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type ValueNode,
  visit,
} from 'graphql';

import type { ChosenOperation } from './chosen-operation.ts';

/** A subscription that can go on behind the last event that it received. */
export interface ResumableDocument {
  /** It declares `$after`, and selects a cursor. */
  query: string;
  /** All but `after`. */
  variables: Record<string, unknown>;
  /** Cursor after which the document itself says to begin. */
  after: string | undefined;
  /** Whoever wrote the document did not select the cursor. */
  hidesCursor: boolean;
}

const AFTER = operationOf('subscription ($after: String) { field(after: $after) }');
const AFTER_ARGUMENTS = onlyFieldOf(AFTER)?.arguments ?? [];

/** Undefined if the field takes no cursor or its result has none, as far as the document and the schema tell. */
export function resumableDocument(
  { document, operation }: ChosenOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema | undefined,
): ResumableDocument | undefined {
  const field = onlyFieldOf(operation);
  const cursors = cursorsIn(document);
  if (!field?.selectionSet || cursors.some(({ name }) => name.value !== 'cursor')) return undefined;
  const definition = schema?.getSubscriptionType()?.getFields()[field.name.value];
  if (definition && !definition.args.some(({ name }) => name === 'after')) return undefined;
  const { selections } = field.selectionSet;
  const added = selections.some(isPlainCursor) ? [] : definition && cursorOf(getNamedType(definition.type), schema);
  if (!added) return undefined;

  const args = field.arguments ?? [];
  const resumable: FieldNode = {
    ...field,
    arguments: [...args.filter(({ name }) => name.value !== 'after'), ...AFTER_ARGUMENTS],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections, ...added] },
  };
  const undeclared = replaceOperation(document, (node) => ({
    ...node,
    variableDefinitions: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [resumable] },
  }));
  // A variable that only the argument used has no use any more, and would be refused.
  const used = variablesIn(undeclared);
  const declared = (operation.variableDefinitions ?? []).filter(({ variable: { name } }) => used.has(name.value));
  const own = declared.filter(({ variable: { name } }) => name.value !== 'after');
  const variableDefinitions = [...own, ...(AFTER.variableDefinitions ?? [])];
  return {
    query: print(replaceOperation(undeclared, (node) => ({ ...node, variableDefinitions }))),
    variables: Object.fromEntries(own.flatMap(({ variable: { name } }) => entryOf(variables, name.value))),
    after: textOf(args.find(({ name }) => name.value === 'after')?.value, operation, variables),
    hidesCursor: added.length > 0 && cursors.length === 0,
  };
}

function operationOf(text: string): OperationDefinitionNode {
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`no operation: ${text}`);
  return definition;
}

function onlyFieldOf({ selectionSet: { selections } }: OperationDefinitionNode): FieldNode | undefined {
  const [field] = selections;
  return selections.length === 1 && field?.kind === Kind.FIELD ? field : undefined;
}

/** Whatever would be called `cursor` in the result. */
function cursorsIn(document: DocumentNode): readonly FieldNode[] {
  const found: FieldNode[] = [];
  visit(document, {
    Field(node) {
      if ((node.alias ?? node.name).value === 'cursor') found.push(node);
    },
  });
  return found;
}

/** Always there, whatever the variables are. */
function isPlainCursor(selection: SelectionNode): boolean {
  return (
    selection.kind === Kind.FIELD &&
    (selection.alias ?? selection.name).value === 'cursor' &&
    (selection.directives ?? []).length === 0
  );
}

/** What selects the cursor of this type; undefined if it has none. */
function cursorOf(type: GraphQLNamedType, schema: GraphQLSchema | undefined): readonly SelectionNode[] | undefined {
  if (isObjectType(type) || isInterfaceType(type)) {
    return type.getFields().cursor && selectionsOf('{ cursor }');
  }
  if (!isUnionType(type) || !schema) return undefined;
  const [first, ...others] = type.getTypes();
  const shared = first?.getInterfaces().find((known) => {
    return known.getFields().cursor && others.every((other) => schema.isSubType(known, other));
  });
  return shared && selectionsOf(`{ ... on ${shared.name} { cursor } }`);
}

function selectionsOf(text: string): readonly SelectionNode[] {
  return operationOf(text).selectionSet.selections;
}

function replaceOperation(
  document: DocumentNode,
  change: (operation: OperationDefinitionNode) => OperationDefinitionNode,
): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? change(definition) : definition,
  );
  return { ...document, definitions };
}

function variablesIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Variable(node) {
      names.add(node.name.value);
    },
  });
  return names;
}

function entryOf(variables: Readonly<Record<string, unknown>>, name: string): [string, unknown][] {
  return name in variables ? [[name, variables[name]]] : [];
}

function textOf(
  value: ValueNode | undefined,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  if (value?.kind === Kind.STRING) return value.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  const given = variables[name];
  if (typeof given === 'string') return given;
  const byDefault = variableDefinitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return !(name in variables) && byDefault?.kind === Kind.STRING ? byDefault.value : undefined;
}
