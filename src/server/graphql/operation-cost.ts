import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { SIZE_ARGUMENTS } from '../../schema/kit/lists/list-size.ts';

export interface FieldCosts {
  /** How many items the list of a field counts for, if the field above it requests this size; 1 if it is no list. */
  itemsOf: (field: FieldNode, asked: number | undefined) => number;
  /** For how many fields a field counts by itself. */
  ownOf: (field: FieldNode) => number;
}

export interface Cost {
  /** Requested fields, those of a list counted once for each item that it counts for, and each for its own cost. */
  fields: number;
  /** Levels of fields. */
  depth: number;
  /** The field with the most in it: its own cost, if that is more than one, and the fields directly below it. */
  mostExpensive: Place | undefined;
}

/** A field by its path in the response, without indices, and what is requested in it. */
interface Place {
  path: string;
  fields: number;
}

/** `direct`: fields of this selection itself, not of a field in it. */
interface Sum extends Cost {
  direct: number;
}

const NOTHING: Sum = { fields: 0, depth: 0, mostExpensive: undefined, direct: 0 };

/**
 * Adds up the fields that the operations of a document request; each fragment is calculated once for each size with
 * which it is used.
 */
export function createCostOf(
  document: DocumentNode,
  { itemsOf, ownOf }: FieldCosts,
): (selectionSet: SelectionSetNode) => Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Sum>();
  const open = new Set<string>();

  /** `asked`: the size requested by the field whose selection set this is. */
  function sumOf({ selections }: SelectionSetNode, asked?: number): Sum {
    return selections.map((selection) => sumOfOne(selection, asked)).reduce(plus, NOTHING);
  }

  function sumOfOne(selection: SelectionNode, asked: number | undefined): Sum {
    if (selection.kind === Kind.FIELD) return sumOfField(selection, asked);
    if (selection.kind === Kind.INLINE_FRAGMENT) return sumOf(selection.selectionSet, asked);
    return sumOfFragment(selection.name.value, asked);
  }

  function sumOfField(field: FieldNode, asked: number | undefined): Sum {
    const path = (field.alias ?? field.name).value;
    const own = ownOf(field);
    const itself = own > 1 ? { path, fields: own } : undefined;
    if (!field.selectionSet) return { fields: own, depth: 1, mostExpensive: itself, direct: 1 };
    const items = itemsOf(field, asked);
    const below = sumOf(field.selectionSet, askedBy(field));
    const inside = below.mostExpensive && {
      path: `${path}.${below.mostExpensive.path}`,
      fields: items * below.mostExpensive.fields,
    };
    return {
      fields: own + items * below.fields,
      depth: 1 + below.depth,
      mostExpensive: moreExpensive(inside, { path, fields: own - 1 + items * below.direct }),
      direct: 1,
    };
  }

  function sumOfFragment(name: string, asked: number | undefined): Sum {
    const fragment = fragments.get(name);
    // Another rule reports the cycle.
    if (!fragment || open.has(name)) return NOTHING;
    const key = `${name} ${asked}`;
    let sum = known.get(key);
    if (!sum) {
      open.add(name);
      sum = sumOf(fragment.selectionSet, asked);
      open.delete(name);
      known.set(key, sum);
    }
    return sum;
  }

  return sumOf;
}

function plus(a: Sum, b: Sum): Sum {
  return {
    fields: a.fields + b.fields,
    depth: Math.max(a.depth, b.depth),
    mostExpensive: moreExpensive(a.mostExpensive, b.mostExpensive),
    direct: a.direct + b.direct,
  };
}

function moreExpensive(a: Place | undefined, b: Place | undefined): Place | undefined {
  return a && b && a.fields < b.fields ? b : (a ?? b);
}

/** The size that a field requests; Infinity if a variable gives it. */
function askedBy({ arguments: args = [] }: FieldNode): number | undefined {
  const size = args.find(({ name }) => SIZE_ARGUMENTS.includes(name.value))?.value;
  if (!size) return undefined;
  return size.kind === Kind.INT ? Number(size.value) : Infinity;
}
