import { Kind, type OperationDefinitionNode, type OperationTypeNode, type TypeNode } from 'graphql';

import { printQuery, type QueryDocument } from './query-link.ts';

/** An operation that the page uses. */
export interface PageOperation {
  name: string;
  kind: `${OperationTypeNode}`;
  /** Such as `Query.approvalInbox`. */
  rootFields: readonly string[];
  query: string;
  /** A value for each variable that needs one: to be replaced. */
  variables: Readonly<Record<string, unknown>>;
}

export interface RoomOperations {
  /** Folder of the page. */
  room: string;
  operations: readonly PageOperation[];
}

const ROOTS: Readonly<Record<PageOperation['kind'], string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};
const ORDER: readonly string[] = ['query', 'mutation', 'subscription'];

/**
 * @param modules the generated documents, by their path, such as `../approvals/inbox/inbox-count.generated.ts`
 * @param order the rooms as people know them; others come after them
 */
export function operationsByRoom(
  modules: Readonly<Record<string, object>>,
  order: readonly string[] = [],
): readonly RoomOperations[] {
  const place = (room: string) => (order.includes(room) ? order.indexOf(room) : order.length);
  const rooms = new Map<string, PageOperation[]>();
  for (const [path, exports] of Object.entries(modules)) {
    const room = path.split('/').find((part) => part !== '..' && part !== '.') ?? path;
    const found = Object.values(exports).filter(isDocument).flatMap(pageOperation);
    if (found.length > 0) rooms.set(room, [...(rooms.get(room) ?? []), ...found]);
  }
  return [...rooms]
    .map(([room, operations]) => ({ room, operations: operations.sort(byKindAndName) }))
    .sort((a, b) => place(a.room) - place(b.room) || a.room.localeCompare(b.room));
}

function byKindAndName(a: PageOperation, b: PageOperation): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.name.localeCompare(b.name);
}

function isDocument(value: unknown): value is QueryDocument {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;
}

/** Nothing for a document of fragments alone. */
function pageOperation(document: QueryDocument): readonly PageOperation[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return [];
  return [
    {
      name: operation.name?.value ?? '',
      kind: operation.operation,
      rootFields: rootFieldsOf(operation),
      query: printQuery(document),
      variables: placeholders(operation),
    },
  ];
}

function rootFieldsOf({ operation, selectionSet }: OperationDefinitionNode): readonly string[] {
  return selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [`${ROOTS[operation]}.${selection.name.value}`] : [],
  );
}

function placeholders({ variableDefinitions = [] }: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  const needed = variableDefinitions.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  return Object.fromEntries(
    needed.map(({ variable, type }) => [variable.name.value, placeholder(variable.name.value, type)]),
  );
}

function placeholder(name: string, type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return placeholder(name, type.type);
  if (type.kind === Kind.LIST_TYPE) return [];
  switch (type.name.value) {
    case 'Int':
      return name === 'first' || name === 'last' ? 20 : 1;
    case 'Float':
      return 0;
    case 'Boolean':
      return false;
    case 'ID':
    case 'String':
    case 'DateTime':
      return '';
    default:
      return type.name.value.endsWith('Input') || type.name.value.endsWith('Filter') ? {} : '';
  }
}

/**
 * Those whose name, fields of the API or description contain the words.
 * @param answers what each operation answers, by its name
 */
export function findOperations(
  rooms: readonly RoomOperations[],
  words: string,
  answers: Readonly<Record<string, string>>,
): readonly RoomOperations[] {
  const wanted = words.trim().toLowerCase();
  return rooms
    .map(({ room, operations }) => ({
      room,
      operations: operations.filter(({ name, rootFields }) =>
        [name, answers[name] ?? '', ...rootFields].some((each) => each.toLowerCase().includes(wanted)),
      ),
    }))
    .filter(({ operations }) => operations.length > 0);
}
