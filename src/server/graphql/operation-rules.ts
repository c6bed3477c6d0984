import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

import { MAX_MARKS, MAX_REFERENCES } from '../../domain/entities/entity-definition.ts';
import { DEFAULT_LINEAGE_NODES, MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import { isStorable } from '../../events/schemas/storable-text.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../schema/kit/page.ts';

/** Most fields that an operation may ask for, counting those of a list once for each item that a page may have. */
export const MAX_COST = 50_000;
/** Deepest nesting of fields. */
export const MAX_DEPTH = 30;

/** What lists without pages count for: as many items as they commonly have, or can have where they may go in circles. */
const LIST_SIZES: ReadonlyMap<string, number> = new Map([
  ['profilingDecisions', 20],
  ['eventTrace', 100],
  ['tags', 20],
  ['computedFromMetadata', MAX_REFERENCES],
  ['relatedTerms', MAX_REFERENCES],
  ['marks', MAX_MARKS],
  ['effects', 10],
  ['outcomes', 100],
  ['votes', 10],
  ['path', 4],
  ['qualityTrend', 100],
  ['qualityTrends', 5],
  ['points', 100],
  ['badRows', 100],
  ['issues', 10],
]);

/** Fields whose `limit` says how many items there may be. */
const LIMITED = ['upstream', 'downstream', 'impact'];

/** No literal of the document holds a character that cannot be stored. */
export const storableTextRule: ValidationRule = (context) => ({
  StringValue(node) {
    if (!isStorable(node.value)) {
      context.reportError(new GraphQLError('A text holds a character that cannot be stored.', { nodes: node }));
    }
  },
});

/** Lists inside lists multiply: their product is bounded before anything is executed. */
export const costRule: ValidationRule = (context) => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const costs = new Map<string, number>();
  for (const definition of context.getDocument().definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  /** `page`: how many items the list has whose edges may be among the selections. */
  function costOf({ selections }: SelectionSetNode, depth: number, page: number, spread: readonly string[]): number {
    if (depth > MAX_DEPTH) return Infinity;
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, depth, page, spread);
      else if (selection.kind === Kind.INLINE_FRAGMENT) cost += costOf(selection.selectionSet, depth, page, spread);
      else cost += costOfFragment(selection.name.value, depth, page, spread);
      if (cost > MAX_COST) return Infinity;
    }
    return cost;
  }

  function costOfField(field: FieldNode, depth: number, page: number, spread: readonly string[]): number {
    // What introspection asks for is bounded by the schema, and GraphiQL asks for all of it.
    if (field.name.value.startsWith('__') || !field.selectionSet) return 1;
    let times = field.name.value === 'edges' ? page : listSizeOf(field);
    // A field of this name that has edges is a connection, and counts by those.
    if (times > 1 && field.name.value !== 'edges' && hasEdges(field.selectionSet, new Set())) times = 1;
    return 1 + times * costOf(field.selectionSet, depth + 1, pageSizeOf(field), spread);
  }

  /** Each fragment is looked into once: whoever spreads it in a circle, or twice, finds nothing new. */
  function hasEdges({ selections }: SelectionSetNode, seen: Set<string>): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === 'edges';
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasEdges(selection.selectionSet, seen);
      const name = selection.name.value;
      const fragment = fragments.get(name);
      if (!fragment || seen.has(name)) return false;
      seen.add(name);
      return hasEdges(fragment.selectionSet, seen);
    });
  }

  function costOfFragment(name: string, depth: number, page: number, spread: readonly string[]): number {
    const fragment = fragments.get(name);
    // A circle is the finding of another rule.
    if (!fragment || spread.includes(name)) return 0;
    const key = `${name} ${depth} ${page}`;
    const known = costs.get(key);
    if (known !== undefined) return known;
    const cost = costOf(fragment.selectionSet, depth, page, [...spread, name]);
    costs.set(key, cost);
    return cost;
  }

  return {
    OperationDefinition(node) {
      if (costOf(node.selectionSet, 1, 1, []) > MAX_COST) {
        context.reportError(
          new GraphQLError(`The operation asks for too much: more than ${MAX_COST} fields, or ${MAX_DEPTH} levels.`, {
            nodes: node,
          }),
        );
      }
    },
  };
};

function listSizeOf(field: FieldNode): number {
  if (!LIMITED.includes(field.name.value)) return LIST_SIZES.get(field.name.value) ?? 1;
  return sizeOf(field, ['limit'], { otherwise: DEFAULT_LINEAGE_NODES, most: MAX_LINEAGE_NODES });
}

/** What `first` or `last` ask for; as much as a page can hold where a variable says it. */
function pageSizeOf(field: FieldNode): number {
  return sizeOf(field, ['first', 'last'], { otherwise: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE });
}

function sizeOf(
  { arguments: args = [] }: FieldNode,
  names: readonly string[],
  { otherwise, most }: { otherwise: number; most: number },
): number {
  const size = args.find(({ name }) => names.includes(name.value))?.value;
  if (size?.kind === Kind.INT) return Math.min(Math.max(Number(size.value), 1), most);
  return size ? most : otherwise;
}
