import type { Entity } from '../entities/entity.ts';
import type { EntityDefinition } from '../entities/entity-definition.ts';
import { type EntityName, textOfName } from '../entities/entity-name.ts';

/** `to` is made from `from`. The ends are names, because the entities may be created later. */
export interface LineageEdge {
  tenantId: string;
  /** The entity that states it: a lineage field, or the KPI that is computed. */
  viaId: string;
  from: EntityName;
  to: EntityName;
  fromColumn: string | null;
  toColumn: string | null;
  transformation: string | null;
}

type Declaring = Pick<Entity, 'id' | 'tenantId' | 'entityType' | 'canonicalKey' | 'status' | 'definition'>;

/** The edges that an entity states: none unless it is an active lineage field or KPI, and each pair of ends once. */
export function edgesOf({ id, tenantId, entityType, canonicalKey, status, definition }: Declaring): LineageEdge[] {
  if (status !== 'ACTIVE') return [];
  const edge = { tenantId, viaId: id, fromColumn: null, toColumn: null, transformation: null };
  if (entityType === 'LINEAGE' && definition.lineage) {
    const { from, to, transformation = null } = definition.lineage;
    const columns = { fromColumn: from.column ?? null, toColumn: to.column ?? null };
    return [{ ...edge, ...columns, transformation, from: nameOf(from), to: nameOf(to) }];
  }
  if (entityType !== 'KPI') return [];
  const to = { entityType, canonicalKey };
  return [...new Set(definition.kpi?.computedFrom)].map((key) => ({
    ...edge,
    from: { entityType: 'METADATA', canonicalKey: key },
    to,
  }));
}

/** Where a walk from an entity begins. A lineage field is an edge itself, so a walk begins at its ends. */
export function originsOf(
  name: EntityName,
  definitions: readonly Pick<EntityDefinition, 'lineage'>[],
  direction: LineageDirection,
): { origins: EntityName[]; includesOrigins: boolean } {
  if (name.entityType !== 'LINEAGE') return { origins: [nameOf(name)], includesOrigins: false };
  const ends = definitions.flatMap(({ lineage }) =>
    lineage ? [nameOf(direction === 'downstream' ? lineage.to : lineage.from)] : [],
  );
  return { origins: [...new Map(ends.map((end) => [textOfName(end), end])).values()], includesOrigins: true };
}

export type LineageDirection = 'upstream' | 'downstream';

export const MAX_LINEAGE_DEPTH = 10;
/** Most entities that one walk finds. */
export const MAX_LINEAGE_NODES = 1_000;
export const DEFAULT_LINEAGE_NODES = 100;

/** One step of a path: the entity that it leads to, and what states the edge. */
export interface LineageStep {
  entityId: string;
  viaId: string;
  fromColumn: string | null;
  toColumn: string | null;
  transformation: string | null;
}

/** An entity when the walk first reached it. `step` is null at the origin, which may not exist as an entity yet. */
export interface ReachedEntity extends EntityName {
  entityId: string | null;
  distance: number;
  step: (Omit<LineageStep, 'entityId'> & { previous: EntityName }) | null;
}

export interface LineageNode {
  entityId: string;
  /** Number of steps on the shortest path to it. */
  distance: number;
  /** The steps, beginning at the origin. */
  path: LineageStep[];
}

/**
 * The shortest paths to what a walk reached, given in the order in which it was reached: the entity before a step comes
 * before the step. An origin may not exist as an entity yet, and then it has no node.
 */
export function lineageNodes(reached: readonly ReachedEntity[]): LineageNode[] {
  const paths = new Map<string, LineageStep[]>();
  return reached.flatMap(({ entityId, distance, step, ...name }) => {
    const path = [...((step && paths.get(textOfName(step.previous))) ?? [])];
    if (step && entityId !== null) {
      const { viaId, fromColumn, toColumn, transformation } = step;
      path.push({ entityId, viaId, fromColumn, toColumn, transformation });
    }
    paths.set(textOfName(name), path);
    return entityId === null ? [] : [{ entityId, distance, path }];
  });
}

function nameOf({ entityType, canonicalKey }: EntityName): EntityName {
  return { entityType, canonicalKey };
}
