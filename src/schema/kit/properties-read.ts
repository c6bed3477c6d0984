import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Properties of an object that a selection uses; undefined: possibly all. */
export type PropertiesRead = ReadonlySet<string> | undefined;

/** One for each set of properties, made when it is first asked for: what is loaded with one may lack what another needs. */
export function madeForEach<L>(make: (properties: PropertiesRead) => L): (properties: PropertiesRead) => L {
  const made = new Map<PropertiesRead, L>();
  return (properties) => {
    let one = made.get(properties);
    if (one === undefined) {
      one = make(properties);
      made.set(properties, one);
    }
    return one;
  };
}

class Reads {
  readonly properties: readonly string[];

  constructor(properties: readonly string[]) {
    this.properties = properties;
  }
}

/**
 * Extensions of a field that uses only these properties of its object. A field that exposes a property need not declare
 * it; one that declares nothing may use all of them.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- whose properties they are
export function reads<T>(...properties: readonly (keyof T & string)[]) {
  return { reads: new Reads(properties) };
}

/** What is selected of an object depends on the document alone: what @skip and @include leave out is included. */
const known = new WeakMap<object, { properties: PropertiesRead }>();

/**
 * What the selection of a field uses of the object that the field resolves to, or of the objects at the end of a path
 * below it, such as edges, node. The same set for the same place in a document.
 */
export function propertiesRead(
  { fieldNodes, returnType, schema, fragments }: GraphQLResolveInfo,
  path: readonly string[] = [],
): PropertiesRead {
  const [first] = fieldNodes;
  // A place that occurs once is the same in all executions of its document.
  const place = fieldNodes.length === 1 && first ? first : fieldNodes;
  let entry = known.get(place);
  if (!entry) {
    const found = new Set<string>();
    const isKnown = fieldNodes.every((node) => collect(node, getNamedType(returnType), path, found));
    entry = { properties: isKnown ? found : undefined };
    known.set(place, entry);
  }
  return entry.properties;

  /** False if a field below may use all properties. */
  function collect(node: FieldNode, type: GraphQLNamedType, rest: readonly string[], found: Set<string>): boolean {
    return node.selectionSet ? collectAll(node.selectionSet, type, rest, found) : true;
  }

  function collectAll(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType,
    rest: readonly string[],
    found: Set<string>,
  ): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return collectField(selection, type, rest, found);
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (!part) return true;
      const condition = part.typeCondition && schema.getType(part.typeCondition.name.value);
      return collectAll(part.selectionSet, condition ?? type, rest, found);
    });
  }

  function collectField(
    node: FieldNode,
    type: GraphQLNamedType,
    [step, ...rest]: readonly string[],
    found: Set<string>,
  ): boolean {
    const name = node.name.value;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    // __typename
    if (!field) return true;
    if (step !== undefined) return name === step ? collect(node, getNamedType(field.type), rest, found) : true;
    const properties = propertiesOf(field);
    for (const property of properties ?? []) found.add(property);
    return properties !== undefined;
  }
}

function propertiesOf({ extensions }: GraphQLField<unknown, unknown>): readonly string[] | undefined {
  if (extensions.reads instanceof Reads) return extensions.reads.properties;
  const { pothosExposedField } = extensions;
  return typeof pothosExposedField === 'string' ? [pothosExposedField] : undefined;
}
