import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityDefinition } from '../../domain/entities/entity-definition.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import {
  DEFAULT_LINEAGE_NODES,
  type LineageDirection,
  type LineageNode,
  type LineageStep,
  MAX_LINEAGE_DEPTH,
  MAX_LINEAGE_NODES,
  originsOf,
} from '../../domain/lineage/lineage.ts';
import type { LineageAnswer } from '../../domain/lineage/lineage-walk.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityOf } from '../kit/entity-of.ts';
import { askedSize, listSize } from '../kit/lists/list-size.ts';
import { reads } from '../kit/properties-read.ts';
import { ApprovalRef, GovernedEntityRef } from '../kit/refs.ts';
import { assertWithin } from './assert-within.ts';

/** Most paths have at most this many steps. */
export const USUAL_STEPS = 4;

const DEFAULT_DEPTH = 3;

export const LineageStepRef = builder.objectRef<LineageStep>('LineageStep').implement({
  description: 'One step along the lineage.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity that the step leads to.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    via: t.field({
      type: GovernedEntityRef,
      description: 'The entity that defines the step: a lineage field, or the KPI that is computed.',
      resolve: ({ viaId }, _, context) => entityOf(viaId, context),
    }),
    fromColumn: t.exposeString('fromColumn', {
      nullable: true,
      description: 'The column that the data comes from, in either direction of the walk; null means the whole entity.',
    }),
    toColumn: t.exposeString('toColumn', {
      nullable: true,
      description: 'The column that the data goes to, in either direction of the walk; null means the whole entity.',
    }),
    transformation: t.exposeString('transformation', {
      nullable: true,
      description: 'How the data is transformed in this step, as stated by the lineage field.',
    }),
  }),
});

const LineageNodeRef = builder.objectRef<LineageNode>('LineageNode').implement({
  description: 'An entity that can be reached along the lineage.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    distance: t.exposeInt('distance', {
      description:
        'Number of steps on the shortest path. 0 means the end of the lineage field that the walk started from.',
    }),
    path: t.expose('path', {
      type: [LineageStepRef],
      extensions: listSize(USUAL_STEPS),
      description: 'The shortest path from the start, step by step; the last step leads to `entity`.',
    }),
    via: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity that defines the last step; null at distance 0.',
      resolve: ({ path }, _, context) => {
        const last = path.at(-1);
        return last ? entityOf(last.viaId, context) : null;
      },
    }),
  }),
});

const LineageResultRef = builder.objectRef<LineageAnswer>('LineageResult').implement({
  description: 'The result of a walk along the lineage.',
  fields: (t) => ({
    nodes: t.expose('nodes', {
      type: [LineageNodeRef],
      extensions: askedSize({ otherwise: DEFAULT_LINEAGE_NODES, most: MAX_LINEAGE_NODES }),
      description: 'The entities, each once, ordered by distance, entity type and canonical key.',
    }),
    truncated: t.exposeBoolean('truncated', {
      description:
        'Whether there are more entities within the depth than the limit allows; those listed are the nearest.',
    }),
  }),
});

const lineageArgs = builder.args((t) => ({
  depth: t.int({
    required: true,
    defaultValue: DEFAULT_DEPTH,
    description: `Maximum number of steps, 1 to ${MAX_LINEAGE_DEPTH}.`,
  }),
  limit: t.int({
    required: true,
    defaultValue: DEFAULT_LINEAGE_NODES,
    description: `Maximum number of entities, 1 to ${MAX_LINEAGE_NODES}.`,
  }),
}));

/** @throws AppError BAD_USER_INPUT */
function walk(
  from: { name: EntityName; definitions: readonly Pick<EntityDefinition, 'lineage'>[] },
  direction: LineageDirection,
  { depth, limit }: { depth: number; limit: number },
  { loaders }: SchemaContext,
): Promise<LineageAnswer> {
  assertWithin('depth', depth, [1, MAX_LINEAGE_DEPTH]);
  assertWithin('limit', limit, [1, MAX_LINEAGE_NODES]);
  const beginning = originsOf(from.name, from.definitions, direction);
  return loaders.lineage.load({ ...beginning, direction, depth, limit });
}

builder.interfaceFields(GovernedEntityRef, (t) => ({
  upstream: t.field({
    type: LineageResultRef,
    extensions: reads<Entity>('entityType', 'canonicalKey', 'definition'),
    args: lineageArgs,
    description:
      'What it is made from, directly or indirectly. For a lineage field: its source and everything upstream of that.',
    resolve: (entity, args, context) =>
      walk({ name: entity, definitions: [entity.definition] }, 'upstream', args, context),
  }),
  downstream: t.field({
    type: LineageResultRef,
    extensions: reads<Entity>('entityType', 'canonicalKey', 'definition'),
    args: lineageArgs,
    description:
      'What is made from it, directly or indirectly. For a lineage field: its target and everything downstream of that.',
    resolve: (entity, args, context) =>
      walk({ name: entity, definitions: [entity.definition] }, 'downstream', args, context),
  }),
}));

builder.objectField(ApprovalRef, 'impact', (t) =>
  t.field({
    type: LineageResultRef,
    args: lineageArgs,
    description:
      'What the change affects: everything downstream of the entity in the current lineage. For a lineage field: its current target, its requested target, and everything downstream of either.',
    async resolve({ entityType, canonicalKey, entityId, change }, args, context) {
      const current = entityId === null ? undefined : await context.loaders.entity.load(entityId);
      const definitions = [...(current ? [current.definition] : []), change];
      return walk({ name: { entityType, canonicalKey }, definitions }, 'downstream', args, context);
    },
  }),
);
