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
import { AppError } from '../../errors.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityOf } from '../kit/entity-of.ts';
import { askedSize, listSize } from '../kit/list-size.ts';
import { ApprovalRef, GovernedEntityRef } from '../kit/refs.ts';

/** Most ways along the lineage have so few steps. */
export const USUAL_STEPS = 4;

const DEFAULT_DEPTH = 3;

export const LineageStepRef = builder.objectRef<LineageStep>('LineageStep').implement({
  description: 'One step along the lineage.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'Where the step leads to.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    via: t.field({
      type: GovernedEntityRef,
      description: 'What says that there is this step: a lineage field, or the KPI that is computed.',
      resolve: ({ viaId }, _, context) => entityOf(viaId, context),
    }),
    fromColumn: t.exposeString('fromColumn', {
      nullable: true,
      description: 'The column that the data comes from, whichever way the step goes; null: the whole of it.',
    }),
    toColumn: t.exposeString('toColumn', {
      nullable: true,
      description: 'The column that the data goes to, whichever way the step goes; null: the whole of it.',
    }),
    transformation: t.exposeString('transformation', {
      nullable: true,
      description: 'What is done to the data on the way, as the lineage field says.',
    }),
  }),
});

const LineageNodeRef = builder.objectRef<LineageNode>('LineageNode').implement({
  description: 'An entity that the lineage leads to.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    distance: t.exposeInt('distance', {
      description: 'Steps on the shortest way to it. 0: the end of the lineage field that was asked about.',
    }),
    path: t.expose('path', {
      type: [LineageStepRef],
      extensions: listSize(USUAL_STEPS),
      description:
        'The shortest way, step by step from the entity that was asked about; the last step leads to `entity`.',
    }),
    via: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'What says that there is the last step; null at distance 0.',
      resolve: ({ path }, _, context) => {
        const last = path.at(-1);
        return last ? entityOf(last.viaId, context) : null;
      },
    }),
  }),
});

const LineageResultRef = builder.objectRef<LineageAnswer>('LineageResult').implement({
  description: 'What the lineage leads to.',
  fields: (t) => ({
    nodes: t.expose('nodes', {
      type: [LineageNodeRef],
      extensions: askedSize({ otherwise: DEFAULT_LINEAGE_NODES, most: MAX_LINEAGE_NODES }),
      description: 'The entities, each once: by distance, then type and canonical key.',
    }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether there are more within the depth than the limit let through: those here are the nearest.',
    }),
  }),
});

const lineageArgs = builder.args((t) => ({
  depth: t.int({
    required: true,
    defaultValue: DEFAULT_DEPTH,
    description: `Most steps to follow, 1 to ${MAX_LINEAGE_DEPTH}.`,
  }),
  limit: t.int({
    required: true,
    defaultValue: DEFAULT_LINEAGE_NODES,
    description: `Most entities to answer with, 1 to ${MAX_LINEAGE_NODES}.`,
  }),
}));

/** @throws AppError BAD_USER_INPUT */
function follow(
  from: { name: EntityName; definitions: readonly Pick<EntityDefinition, 'lineage'>[] },
  direction: LineageDirection,
  { depth, limit }: { depth: number; limit: number },
  { loaders }: SchemaContext,
): Promise<LineageAnswer> {
  assertWithin('depth', depth, MAX_LINEAGE_DEPTH);
  assertWithin('limit', limit, MAX_LINEAGE_NODES);
  const beginning = originsOf(from.name, from.definitions, direction);
  return loaders.lineage.load({ ...beginning, direction, depth, limit });
}

function assertWithin(name: string, value: number, most: number): void {
  if (value < 1 || value > most)
    throw new AppError('BAD_USER_INPUT', `${name} must be from 1 to ${most}, not ${value}.`);
}

builder.interfaceFields(GovernedEntityRef, (t) => ({
  upstream: t.field({
    type: LineageResultRef,
    args: lineageArgs,
    description: 'What it is made from, directly or not. A lineage field stands for what it leads from.',
    resolve: (entity, args, context) =>
      follow({ name: entity, definitions: [entity.definition] }, 'upstream', args, context),
  }),
  downstream: t.field({
    type: LineageResultRef,
    args: lineageArgs,
    description: 'What is made from it, directly or not. A lineage field stands for what it leads to.',
    resolve: (entity, args, context) =>
      follow({ name: entity, definitions: [entity.definition] }, 'downstream', args, context),
  }),
}));

builder.objectField(ApprovalRef, 'impact', (t) =>
  t.field({
    type: LineageResultRef,
    args: lineageArgs,
    description:
      'What the change affects: all that is downstream of the entity as the lineage is now. Of a lineage field: what it leads to now, what it is to lead to, and all downstream of those.',
    async resolve({ entityType, canonicalKey, entityId, change }, args, context) {
      const current = entityId === null ? undefined : await context.loaders.entity.load(entityId);
      const definitions = [...(current ? [current.definition] : []), change];
      return follow({ name: { entityType, canonicalKey }, definitions }, 'downstream', args, context);
    },
  }),
);
