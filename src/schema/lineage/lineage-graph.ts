import { originsOf } from '../../domain/lineage/lineage.ts';
import {
  type LineageGraph,
  type LineageGraphEdge,
  type LineageGraphNode,
  MAX_GRAPH_EDGES,
} from '../../domain/lineage/lineage-graph.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findLineageGraph } from '../../store/lineage/lineage-graph.ts';
import { builder } from '../kit/builder.ts';
import { entityOf } from '../kit/entity-of.ts';
import { propertiesRead } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { entityAsked, extentArgs, GRAPH_SIZE, toExtent } from './graph-query.ts';
import { statedFields } from './stated-fields.ts';

const LineageGraphNodeRef = builder.objectRef<LineageGraphNode>('LineageGraphNode').implement({
  description: 'An entity in a lineage graph.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity.',
      resolve: ({ entityId }, _, context, info) => entityOf(entityId, context, propertiesRead(info)),
    }),
    distance: t.exposeInt('distance', {
      description:
        'Least number of steps from the root: negative upstream, positive downstream, 0 for the root itself. An entity that is as far away in both directions counts as upstream.',
    }),
    hasMoreUpstream: t.exposeBoolean('hasMoreUpstream', {
      description: 'Whether it is made directly from an entity that is not among the nodes.',
    }),
    hasMoreDownstream: t.exposeBoolean('hasMoreDownstream', {
      description: 'Whether an entity that is not among the nodes is made directly from it.',
    }),
  }),
});

const LineageEdgeRef = builder.objectRef<LineageGraphEdge>('LineageEdge').implement({
  description: 'An edge of a lineage graph: `to` is made from `from`. Both are among the nodes.',
  fields: (t) => ({
    from: t.field({
      type: GovernedEntityRef,
      description: 'Where the data comes from.',
      resolve: ({ from }, _, context, info) => entityOf(from.entityId, context, propertiesRead(info)),
    }),
    to: t.field({
      type: GovernedEntityRef,
      description: 'Where the data goes; the same as `from` if the edge leads from one of its columns to another.',
      resolve: ({ to }, _, context, info) => entityOf(to.entityId, context, propertiesRead(info)),
    }),
    ...statedFields(t),
    fromColumn: t.exposeString('fromColumn', {
      nullable: true,
      description: 'The column that the data comes from; null means the whole entity.',
    }),
    toColumn: t.exposeString('toColumn', {
      nullable: true,
      description: 'The column that the data goes to; null means the whole entity.',
    }),
  }),
});

const LineageGraphRef = builder.objectRef<LineageGraph>('LineageGraph').implement({
  description: 'A part of the lineage, with everything that is needed to draw it.',
  fields: (t) => ({
    nodes: t.expose('nodes', {
      type: [LineageGraphNodeRef],
      extensions: GRAPH_SIZE,
      description:
        'The entities, each once, the root first. They are ordered by the absolute value of the distance, then by entity type and canonical key.',
    }),
    edges: t.expose('edges', {
      type: [LineageEdgeRef],
      extensions: GRAPH_SIZE,
      description: `All edges between the nodes, also those that no shortest path uses; several between the same two nodes if several lineage fields state them. At most ${MAX_GRAPH_EDGES}. They are ordered by the position among the nodes of the farther end, then of \`from\` and of \`to\`, and by the id of what states them.`,
    }),
    truncated: t.exposeBoolean('truncated', {
      description:
        'Whether there are more entities within the steps than the limit allows, or more edges than are listed. What is listed is the nearest.',
    }),
  }),
});

builder.queryField('lineageGraph', (t) =>
  t.field({
    type: LineageGraphRef,
    description:
      'The lineage around an entity: what it is made from and what is made from it, up to a number of steps, with all edges between these entities. If the root is a lineage field, both of its ends have distance 0. An unknown id is BAD_USER_INPUT. It takes one walk in each direction, however many paths there are.',
    args: {
      root: t.arg.id({ required: true, description: 'Id of the entity that the graph is drawn around.' }),
      ...extentArgs(1),
    },
    resolve: async (_, { root, ...args }, context) => {
      const extent = toExtent(args);
      const entity = await entityAsked('root', root, context);
      const beginnings = (['upstream', 'downstream'] as const).map((direction) =>
        originsOf(entity, [entity.definition], direction).origins.map((name) => ({ ...name, column: null })),
      );
      const [upstreamOf = [], downstreamOf = []] = beginnings;
      return findLineageGraph(drizzleOn(context.database), context.viewer.tenantId, {
        ...extent,
        ...{ upstreamOf, downstreamOf, isByColumn: false },
      });
    },
  }),
);
