import {
  type FieldNode,
  GraphQLError,
  isIntrospectionType,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';

import { isStorable } from '../../events/schemas/storable-text.ts';
import { listSizeOf, ownCostOf } from '../../schema/kit/lists/list-size.ts';
import { introspectionSizes } from './introspection-size.ts';
import { type Cost, createCostOf } from './operation-cost.ts';

/**
 * Most fields that an operation can request, counting those of a list once for each item that it can have, and those
 * that read much for as many as they declare.
 */
export const MAX_COST = 50_000;
/** Deepest nesting of fields. */
export const MAX_DEPTH = 30;
/** Most aliases of a document: each requests the same again. */
export const MAX_ALIASES = 100;
/** Longest alias: it occurs in the response as often as its field does. */
export const MAX_ALIAS_LENGTH = 100;

/** No literal of the document contains a character that cannot be stored. */
export const storableTextRule: ValidationRule = (context) => ({
  StringValue(node) {
    if (!isStorable(node.value)) {
      context.reportError(new GraphQLError('A text contains a character that cannot be stored.', { nodes: node }));
    }
  },
});

/** Limits the number and length of aliases. */
export const aliasRule: ValidationRule = (context) => {
  let count = 0;
  return {
    Field({ alias }) {
      if (!alias) return;
      count += 1;
      if (count === MAX_ALIASES + 1) {
        context.reportError(new GraphQLError(`A document can have at most ${MAX_ALIASES} aliases.`, { nodes: alias }));
      }
      if (alias.value.length > MAX_ALIAS_LENGTH) {
        context.reportError(
          new GraphQLError(`An alias can have at most ${MAX_ALIAS_LENGTH} characters.`, { nodes: alias }),
        );
      }
    },
  };
};

/** Nested lists multiply: their product is limited before anything is executed. */
export const costRule: ValidationRule = (context) => {
  const itemsOf = new Map<FieldNode, (asked: number | undefined) => number>();
  const ownCosts = new Map<FieldNode, number>();
  const operations: OperationDefinitionNode[] = [];
  return {
    Field(node) {
      const field = context.getFieldDef();
      const parent = context.getParentType();
      if (!field || !parent) return;
      ownCosts.set(node, ownCostOf(field));
      if (!node.selectionSet) return;
      const size = listSizeOf(field);
      if (size) itemsOf.set(node, (asked) => size.itemsFor(asked));
      else if (isIntrospectionType(parent)) {
        itemsOf.set(node, () => introspectionSizes(context.getSchema()).get(field.name) ?? 1);
      }
    },
    OperationDefinition(node) {
      operations.push(node);
    },
    Document: {
      leave(document) {
        const costOf = createCostOf(document, {
          itemsOf: (field, asked) => itemsOf.get(field)?.(asked) ?? 1,
          ownOf: (field) => ownCosts.get(field) ?? 1,
        });
        for (const operation of operations) {
          const cost = costOf(operation.selectionSet);
          if (cost.depth > MAX_DEPTH) {
            const message = `The operation has ${cost.depth} levels of fields; the limit is ${MAX_DEPTH}.`;
            context.reportError(new GraphQLError(message, { nodes: operation }));
          } else if (cost.fields > MAX_COST) context.reportError(tooExpensive(operation, cost));
        }
      },
    },
  };
};

function tooExpensive(operation: OperationDefinitionNode, { fields, mostExpensive }: Cost): GraphQLError {
  const cost = Math.ceil(fields);
  const field = mostExpensive && { path: mostExpensive.path, cost: Math.ceil(mostExpensive.fields) };
  const where = field ? ` The most expensive field is ${field.path}, with ${field.cost} in it.` : '';
  return new GraphQLError(
    `The operation costs ${cost}; the limit is ${MAX_COST}. The cost is the number of requested fields, counted once for each item that a list can have; a field that counts everything counts for more.${where}`,
    { nodes: operation, extensions: { cost, maxCost: MAX_COST, mostExpensiveField: field } },
  );
}
