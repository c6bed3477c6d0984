import { identifierSchema } from '../../domain/entities/identifier.ts';
import {
  type LineageGraph,
  type LineageGraphEdge,
  type LineageGraphNode,
  MAX_GRAPH_EDGES,
} from '../../domain/lineage/lineage-graph.ts';
import { AppError } from '../../errors.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findLineageGraph } from '../../store/lineage/lineage-graph.ts';
import { builder } from '../kit/builder.ts';
import { entityOf } from '../kit/entity-of.ts';
import { propertiesRead } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { entityAsked, extentArgs, GRAPH_SIZE, toExtent } from './graph-query.ts';
import { statedFields } from './stated-fields.ts';

const DEFAULT_STEPS = 3;

const ColumnLineageNodeRef = builder.objectRef<LineageGraphNode>('ColumnLineageNode').implement({
  description: 'A column in the lineage of another, or a whole entity where the lineage names no column.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity that the column belongs to.',
      resolve: ({ entityId }, _, context, info) => entityOf(entityId, context, propertiesRead(info)),
    }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'The column; null means the whole entity.',
    }),
    distance: t.exposeInt('distance', {
      description:
        'Least number of steps from the column that was asked for: negative upstream, positive downstream, 0 for the column itself. A column that is as far away in both directions counts as upstream.',
    }),
    hasMoreUpstream: t.exposeBoolean('hasMoreUpstream', {
      description: 'Whether it is made directly from something that is not among the nodes.',
    }),
    hasMoreDownstream: t.exposeBoolean('hasMoreDownstream', {
      description: 'Whether something that is not among the nodes is made directly from it.',
    }),
  }),
});

const ColumnLineageEdgeRef = builder.objectRef<LineageGraphEdge>('ColumnLineageEdge').implement({
  description:
    'An edge of the lineage of a column: `to` is made from `from`. Both are among the nodes. The columns that the lineage field names, or does not, are in `lineage`.',
  fields: (t) => ({
    from: t.expose('from', { type: ColumnLineageNodeRef, description: 'Where the data comes from.' }),
    to: t.expose('to', { type: ColumnLineageNodeRef, description: 'Where the data goes.' }),
    ...statedFields(t),
  }),
});

const ColumnLineageRef = builder.objectRef<LineageGraph>('ColumnLineage').implement({
  description: 'The lineage of a column, with everything that is needed to draw it.',
  fields: (t) => ({
    nodes: t.expose('nodes', {
      type: [ColumnLineageNodeRef],
      extensions: GRAPH_SIZE,
      description:
        'The columns, each once, the one that was asked for first. They are ordered by the absolute value of the distance, then by entity type, canonical key and column; a whole entity comes before its columns.',
    }),
    edges: t.expose('edges', {
      type: [ColumnLineageEdgeRef],
      extensions: GRAPH_SIZE,
      description: `All edges between the nodes along which a step can lead, upstream or downstream. At most ${MAX_GRAPH_EDGES}. They are ordered by the position among the nodes of the farther end, then of \`from\` and of \`to\`, and by the id of what states them.`,
    }),
    truncated: t.exposeBoolean('truncated', {
      description:
        'Whether there are more columns within the steps than the limit allows, or more edges than are listed. What is listed is the nearest.',
    }),
  }),
});

builder.queryField('columnLineage', (t) =>
  t.field({
    type: ColumnLineageRef,
    description:
      'What a column is made from and what is made from it, as far as the lineage names columns. An edge that names no column where a step begins is followed from every column. One that names no column where the step ends leads to the whole entity, and from there only edges that name no column lead on: whatever may be affected is in lineageGraph. Which columns exist is not checked: one that no edge concerns has no lineage but itself. An unknown id is BAD_USER_INPUT.',
    args: {
      entity: t.arg.id({ required: true, description: 'Id of the entity that the column belongs to.' }),
      column: t.arg.string({ required: true, description: 'Name of the column, in the case that the lineage uses.' }),
      ...extentArgs(DEFAULT_STEPS),
    },
    resolve: async (_, { entity: id, column, ...args }, context) => {
      const extent = toExtent(args);
      if (!identifierSchema.safeParse(column).success) {
        throw new AppError('BAD_USER_INPUT', 'column must be the name of a column: 1 to 63 bytes.');
      }
      const { entityType, canonicalKey } = await entityAsked('entity', id, context);
      const places = [{ entityType, canonicalKey, column }];
      return findLineageGraph(drizzleOn(context.database), context.viewer.tenantId, {
        ...extent,
        ...{ upstreamOf: places, downstreamOf: places, isByColumn: true },
      });
    },
  }),
);
