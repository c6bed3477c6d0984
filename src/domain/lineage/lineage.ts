import type { Entity } from '../entities/entity.ts';
import type { EntityDefinition } from '../entities/entity-definition.ts';
import { type EntityName, textOfName } from '../entities/entity-name.ts';

/** `to` is made from `from`. The ends are names, because what they name may be created later. */
export interface LineageEdge {
  tenantId: string;
  /** The entity that says so: a lineage field, or the KPI that is computed. */
  viaId: string;
  from: EntityName;
  to: EntityName;
  fromColumn: string | null;
  toColumn: string | null;
  transformation: string | null;
}

type Declaring = Pick<Entity, 'id' | 'tenantId' | 'entityType' | 'canonicalKey' | 'status' | 'definition'>;

/** The edges that an entity says there are: none but those of active lineage fields and KPIs, each pair of ends once. */
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

/** Where following the lineage of an entity begins. A lineage field is itself no place in it: its ends are. */
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
/** Most entities that one look along the lineage finds. */
export const MAX_LINEAGE_NODES = 1_000;
export const DEFAULT_LINEAGE_NODES = 100;

/** One step of a way: the entity that it leads to, and what says that there is one. */
export interface LineageStep {
  entityId: string;
  viaId: string;
  fromColumn: string | null;
  toColumn: string | null;
  transformation: string | null;
}

/** An entity as it was first come upon: `step` is null for where the way begins, which may be no entity yet. */
export interface ReachedEntity extends EntityName {
  entityId: string | null;
  distance: number;
  step: (Omit<LineageStep, 'entityId'> & { previous: EntityName }) | null;
}

export interface LineageNode {
  entityId: string;
  /** Steps on the shortest way to it. */
  distance: number;
  /** The steps, from where the way begins. */
  path: LineageStep[];
}

/**
 * The shortest ways to what was reached, which must come in the order in which it was: whatever a step leads on from
 * stands before it. Where a way begins there may be no entity yet, and then there is no node for it.
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
