import type { Entity } from '../../domain/entities/entity.ts';
import { DEFAULT_LINEAGE_NODES, MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import { MAX_GRAPH_STEPS } from '../../domain/lineage/lineage-graph.ts';
import { AppError } from '../../errors.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { askedSize } from '../kit/lists/list-size.ts';
import type { PropertiesRead } from '../kit/properties-read.ts';
import { assertWithin } from './assert-within.ts';

/** Extensions of the nodes and edges of a graph. */
export const GRAPH_SIZE = askedSize({ otherwise: DEFAULT_LINEAGE_NODES, most: MAX_LINEAGE_NODES });

interface Extent {
  upstream: number;
  downstream: number;
  limit: number;
}

/** The arguments of a graph: how far it extends. */
export function extentArgs(defaultSteps: number) {
  return builder.args((t) => ({
    upstream: t.int({
      required: true,
      defaultValue: defaultSteps,
      description: `Maximum number of steps upstream, 0 to ${MAX_GRAPH_STEPS}.`,
    }),
    downstream: t.int({
      required: true,
      defaultValue: defaultSteps,
      description: `Maximum number of steps downstream, 0 to ${MAX_GRAPH_STEPS}.`,
    }),
    limit: t.int({
      required: true,
      defaultValue: DEFAULT_LINEAGE_NODES,
      description: `Maximum number of nodes, 1 to ${MAX_LINEAGE_NODES}. The cost of nodes and edges depends on it.`,
    }),
  }));
}

/** @throws AppError BAD_USER_INPUT */
export function toExtent({ upstream, downstream, limit }: Extent): Extent {
  assertWithin('upstream', upstream, [0, MAX_GRAPH_STEPS]);
  assertWithin('downstream', downstream, [0, MAX_GRAPH_STEPS]);
  assertWithin('limit', limit, [1, MAX_LINEAGE_NODES]);
  return { upstream, downstream, limit };
}

const ROOT_PROPERTIES: PropertiesRead = new Set<keyof Entity>(['entityType', 'canonicalKey', 'definition']);

/** The entity of which a graph is asked, with these properties only. @throws AppError BAD_USER_INPUT if the tenant has none with this id */
export async function entityAsked(argument: string, id: string, { loaders }: SchemaContext): Promise<Entity> {
  const entity = await loaders.entityWith(ROOT_PROPERTIES).load(id);
  if (!entity) throw new AppError('BAD_USER_INPUT', `${argument}: there is no entity with this id.`);
  return entity;
}
