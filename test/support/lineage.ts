import { type Entity, entityUrn } from '../../src/domain/entities/entity.ts';
import { newId } from '../../src/domain/ids.ts';
import type { EntityType } from '../../src/events/schemas/vocabulary.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');

/** An active entity, as the approval subscriber would make it. */
export function entityOf(canonicalKey: string, init: Partial<Entity> & { entityType?: EntityType } = {}): Entity {
  const entityType = init.entityType ?? 'METADATA';
  return {
    id: newId(entityType),
    tenantId: 'demo',
    entityType,
    canonicalKey,
    urn: entityUrn(entityType, canonicalKey),
    name: canonicalKey,
    description: null,
    owner: null,
    standardPackId: null,
    freshnessHours: null,
    tier: 'tier3',
    dataset: null,
    definition: {},
    status: 'ACTIVE',
    replacedById: null,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    lastProfileId: null,
    lastProfiledAt: null,
    lastQualityScore: null,
    profileCount: 0,
    openRunId: null,
    lastFailure: null,
    ...init,
  };
}

export function kpiOf(canonicalKey: string, computedFrom: string[], init: Partial<Entity> = {}): Entity {
  const kpi = { formula: 'sum', direction: 'HIGHER_IS_BETTER' as const, computedFrom };
  return entityOf(canonicalKey, { ...init, entityType: 'KPI', definition: { kpi } });
}

/** A lineage field from one metadata to another, or between columns of theirs: `orders.amount`. */
export function lineageFieldOf(
  from: string,
  to: string,
  { transformation, ...init }: Partial<Entity> & { transformation?: string } = {},
): Entity {
  const endOf = (text: string) => {
    const [canonicalKey = '', column] = text.split('.');
    return { entityType: 'METADATA' as const, canonicalKey, ...(column !== undefined && { column }) };
  };
  const definition = {
    lineage: { from: endOf(from), to: endOf(to), ...(transformation && { transformation }) },
  };
  return entityOf(`${from}-to-${to}`, { ...init, entityType: 'LINEAGE', definition });
}
