import { type GraphQLSchema, introspectionFromSchema } from 'graphql';

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>();

/**
 * How many items each field of the introspection types leads to on average, by its name: 0.4 arguments, for example, or
 * a fifth of an `ofType`. With these averages, the cost of an introspection of all types is the size of its response.
 */
export function introspectionSizes(schema: GraphQLSchema): ReadonlyMap<string, number> {
  let sizes = known.get(schema);
  if (!sizes) {
    sizes = averageSizes(introspectionFromSchema(schema));
    known.set(schema, sizes);
  }
  return sizes;
}

function averageSizes(answer: object): ReadonlyMap<string, number> {
  const totals = new Map<string, { parents: number; items: number }>();
  function add(object: object): void {
    for (const [name, value] of Object.entries(object) as [string, unknown][]) {
      const items = (Array.isArray(value) ? value : [value]).filter(
        (item) => typeof item === 'object' && item !== null,
      );
      const total = totals.get(name) ?? { parents: 0, items: 0 };
      totals.set(name, { parents: total.parents + 1, items: total.items + items.length });
      items.forEach(add);
    }
  }
  add(answer);
  return new Map([...totals].map(([name, { parents, items }]) => [name, items / parents]));
}
