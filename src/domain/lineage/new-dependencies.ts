import type { FieldChange } from '../entities/entity.ts';
import { isReactivation } from '../entities/entity-change.ts';

/** What a change set has made of an entity. */
export interface MadeVersion {
  entityId: string;
  version: number;
  diff: readonly FieldChange[];
}

/**
 * Where the same change set has made an affected entity, or a step of the path to it, nothing has changed for it: the
 * dependency is as new as the change.
 */
export interface NewDependencies {
  /** The entities that the set has made. */
  createdIds: readonly string[];
  /** The entities that state anew what is made from what: the vias of such steps. */
  statingIds: readonly string[];
}

export function newDependencies(made: readonly MadeVersion[]): NewDependencies {
  return {
    createdIds: made.filter(({ version }) => version === 1).map(({ entityId }) => entityId),
    statingIds: made.filter(statesAnew).map(({ entityId }) => entityId),
  };
}

/** Whether what is made from what may be stated otherwise than before. */
function statesAnew({ version, diff }: MadeVersion): boolean {
  return (
    version === 1 ||
    isReactivation(diff) ||
    diff.some(({ field }) => field === 'kpi.computedFrom' || field === 'lineage.from' || field === 'lineage.to')
  );
}
