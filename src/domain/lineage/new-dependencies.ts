import type { FieldChange } from '../entities/entity.ts';
import { isReactivation } from '../entities/entity-change.ts';
import type { LineageStep } from './lineage.ts';

/** What a change set has made of an entity. */
export interface MadeVersion {
  entityId: string;
  version: number;
  diff: readonly FieldChange[];
}

/**
 * Tells of an affected entity, and the path to it, whether the same change set has made it, or a step of the path: nothing
 * has changed for it then, because the dependency is as new as the change.
 */
export function newDependencies(
  made: readonly MadeVersion[],
): (affected: { entityId: string; path: readonly Pick<LineageStep, 'viaId'>[] }) => boolean {
  const created = new Set(made.filter(({ version }) => version === 1).map(({ entityId }) => entityId));
  const stating = new Set(made.filter(statesAnew).map(({ entityId }) => entityId));
  return ({ entityId, path }) => created.has(entityId) || path.some(({ viaId }) => stating.has(viaId));
}

/** Whether what is made from what may be stated otherwise than before. */
function statesAnew({ version, diff }: MadeVersion): boolean {
  return (
    version === 1 ||
    isReactivation(diff) ||
    diff.some(({ field }) => field === 'kpi.computedFrom' || field === 'lineage.from' || field === 'lineage.to')
  );
}
