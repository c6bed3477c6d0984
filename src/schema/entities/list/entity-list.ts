import * as z from 'zod';

import { ENTITY_ORDER_FIELDS, ORDER_DIRECTIONS } from '../../../domain/entities/entity-order.ts';
import { drizzleOn } from '../../../store/database/drizzle.ts';
import type { EntityQuery } from '../../../store/entities/entity-condition.ts';
import { type EntityKey, isKeyOf } from '../../../store/entities/list/entity-key.ts';
import { BY_CANONICAL_KEY, type ListOrder, listOrder, rankOrder } from '../../../store/entities/list/entity-orders.ts';
import { countEntities, pageOfEntities } from '../../../store/entities/list/entity-pages.ts';
import type { PlacedEntity } from '../../../store/entities/list/read-page.ts';
import { builder } from '../../kit/builder.ts';
import type { SchemaContext } from '../../kit/context.ts';
import { enumOf } from '../../kit/enums.ts';
import { countsFor, READS_ALL } from '../../kit/lists/list-size.ts';
import { type CursorCodec, listCursor, resolvePage } from '../../kit/lists/page.ts';
import { propertiesRead } from '../../kit/properties-read.ts';
import { GovernedEntityRef } from '../../kit/refs.ts';
import { type EntityFacets, EntityFacetsRef, facetsOf } from './entity-facets.ts';
import { EntityFilterInput, toEntityQuery } from './entity-filter.ts';

/** What is counted on all pages, each once and only if it is selected. */
interface EntityCounts {
  total: () => Promise<number>;
  facets: EntityFacets;
}

export const EntityConnection = builder.connectionObject<typeof GovernedEntityRef, EntityCounts, false, false>(
  {
    type: GovernedEntityRef,
    name: 'EntityConnection',
    description: 'A page of entities.',
    fields: (t) => ({
      totalCount: t.int({
        extensions: countsFor(READS_ALL),
        description:
          'Number of entities that match the filter, on all pages. Counted only if it is selected, which reads all of them and counts for 2,000 fields.',
        resolve: ({ total }) => total(),
      }),
      facets: t.field({
        type: EntityFacetsRef,
        description:
          'How many of the entities that match the filter have each value, on all pages: for filters that show numbers.',
        resolve: ({ facets }) => facets,
      }),
    }),
  },
  { name: 'EntityEdge', description: 'An entity and its cursor.' },
);

export const OrderDirectionEnum = enumOf('OrderDirection', ORDER_DIRECTIONS, 'Direction of an order.', {
  ASC: 'Ascending.',
  DESC: 'Descending.',
});

const EntityOrderFieldEnum = enumOf('EntityOrderField', ENTITY_ORDER_FIELDS, 'What entities are sorted by.', {
  CANONICAL_KEY: 'Their canonical key, in the collation of the database.',
  NAME: 'Their name, in the collation of the database.',
  TIER: 'Their tier, the most important first, and within a tier their canonical key.',
  QUALITY_SCORE: 'The score of the latest profile.',
  LAST_PROFILED_AT: 'When the latest profile was made.',
  NEXT_PROFILE_DUE_AT: 'When the next profile is due.',
  UPDATED_AT: 'When the last change was applied.',
});

const EntityOrderInput = builder.inputType('EntityOrder', {
  description:
    'An order of entities. Those without a value come last in both directions; equal ones are in a fixed order.',
  fields: (t) => ({
    field: t.field({ type: EntityOrderFieldEnum, required: true, description: 'What they are sorted by.' }),
    direction: t.field({ type: OrderDirectionEnum, required: true, description: 'Ascending or descending.' }),
  }),
});

builder.queryField('entities', (t) =>
  t.field({
    type: EntityConnection,
    description:
      'Entities, as a table. A cursor is valid in the order in which it was given; with another it is refused with BAD_USER_INPUT. An entity whose value changes between two pages is where its new value belongs: it can be on both pages or on neither; all others are on exactly one.',
    args: {
      filter: t.arg({ type: EntityFilterInput, description: 'Default: all that are not deprecated.' }),
      orderBy: t.arg({
        type: EntityOrderInput,
        description:
          'Default: by canonical key; with a search, by rank: first those whose canonical key or name begins with the searched text, then those that have all words in these two, then the others, each by canonical key.',
      }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, { filter, orderBy, ...args }, context, info) => {
      const { tenantId } = context.viewer;
      const query = await toEntityQuery(filter, context);
      const order = await orderOf(query, orderBy, context);
      const list = { query, order, properties: propertiesRead(info, ['edges', 'node']) };
      const page = await resolvePage(
        args,
        cursorOf(order, tenantId),
        ({ key }: PlacedEntity) => key,
        (range) => pageOfEntities(drizzleOn(context.database), tenantId, list, range),
      );
      return { ...page, edges: page.edges.map(edgeOf), ...countsOf(query, context) };
    },
  }),
);

function countsOf(query: EntityQuery, context: SchemaContext): EntityCounts {
  const { database, viewer } = context;
  let total: Promise<number> | undefined;
  return {
    total: () => (total ??= countEntities(drizzleOn(database), viewer.tenantId, query)),
    facets: facetsOf(query, context),
  };
}

async function orderOf(
  query: EntityQuery,
  orderBy: typeof EntityOrderInput.$inferInput | null | undefined,
  { viewer, policy }: SchemaContext,
): Promise<ListOrder> {
  if (orderBy) return listOrder(orderBy, await policy.thresholds(), query);
  return query.search === undefined ? BY_CANONICAL_KEY : rankOrder(viewer.tenantId, query.search);
}

const keySchema = z.object({
  stretch: z.int(),
  values: z.array(z.union([z.string(), z.number(), z.null()])),
});
const canonicalKeySchema = z.object({ canonicalKey: z.string(), id: z.string() });

function cursorOf(order: ListOrder, tenantId: string): CursorCodec<EntityKey> {
  if (order.name !== BY_CANONICAL_KEY.name) {
    const ofOrder = keySchema.refine((key) => isKeyOf(order, key));
    return listCursor(`entities ${order.name}`, tenantId, ofOrder);
  }
  // As it was before there were other orders: clients keep cursors.
  const { encode, decode } = listCursor('entities', tenantId, canonicalKeySchema);
  return {
    encode: ({ values: [canonicalKey, id] }) => encode({ canonicalKey: String(canonicalKey), id: String(id) }),
    decode: (cursor) => {
      const { canonicalKey, id } = decode(cursor);
      return { stretch: 0, values: [canonicalKey, id] };
    },
  };
}

/** The cursor is made when it is read, as in the page. */
function edgeOf(edge: { node: PlacedEntity; cursor: string }) {
  return {
    node: edge.node.entity,
    get cursor() {
      return edge.cursor;
    },
  };
}
