import type { EntityDefinition } from '../../domain/entities/entity-definition.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import type { FOLLOWED_TYPES } from '../../domain/lineage/impact-notice.ts';
import { MAX_LINEAGE_NODES, originsOf } from '../../domain/lineage/lineage.ts';
import type { LineageWalk } from '../../domain/lineage/lineage-walk.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { Db } from '../database/drizzle.ts';
import { findBoundEntities } from './bound-entities.ts';
import { findEntitiesById } from './entities.ts';
import { findContents, type VersionKey } from './entity-versions.ts';

/** The events that affect what lies downstream. */
export type AffectingEvent = EventOf<(typeof FOLLOWED_TYPES)[number] | 'data.refreshed'>;

type Beginning = Pick<LineageWalk, 'origins' | 'includesOrigins'>;

/**
 * Where the walks to what these events affect begin, in order: at the entity of each, at the targets of a lineage field
 * before and after its change, or at the entities to which a refreshed table is bound.
 */
export async function findWalkBeginnings(
  db: Db,
  tenantId: string,
  events: readonly AffectingEvent[],
): Promise<Beginning[]> {
  const bound = await findOrigins(db, tenantId, events);
  const definitions = await findDefinitions(db, tenantId, events);
  return events.map((event) => {
    if (event.type === 'data.refreshed') return { origins: bound.get(event) ?? [], includesOrigins: false };
    const entityType = entityTypeOf(event);
    const { canonicalKey } = event.payload;
    return originsOf({ entityType, canonicalKey }, definitions.get(event) ?? [], 'downstream');
  });
}

async function findOrigins(db: Db, tenantId: string, events: readonly AffectingEvent[]) {
  const refreshes = events.filter((event) => event.type === 'data.refreshed');
  if (refreshes.length === 0) return new Map<AffectingEvent, EntityName[]>();
  const datasets = refreshes.map(({ payload }) => ({
    urn: payload.entityUrn,
    ...payload.service,
    first: MAX_LINEAGE_NODES,
  }));
  const found = await findBoundEntities(db, tenantId, datasets);
  return new Map(refreshes.map((event, index): [AffectingEvent, EntityName[]] => [event, found[index] ?? []]));
}

/** What the lineage fields state, and stated before a change: the targets of both are affected. */
async function findDefinitions(
  db: Db,
  tenantId: string,
  events: readonly AffectingEvent[],
): Promise<Map<AffectingEvent, EntityDefinition[]>> {
  const changed = events.filter(isChangeOfField);
  const others = events.filter(isAboutField).filter((event) => !isChangeOfField(event));
  const contents = changed.length === 0 ? [] : await findContents(db, tenantId, changed.flatMap(versionsAround));
  const ids = others.map(({ payload }) => payload.entityId);
  const entities = ids.length === 0 ? [] : await findEntitiesById(db, tenantId, [...new Set(ids)]);

  const definitions = new Map<AffectingEvent, EntityDefinition[]>();
  for (const event of changed) {
    const around = versionsAround(event).flatMap((key) =>
      contents.filter(({ entityId, version }) => entityId === key.entityId && version === key.version),
    );
    definitions.set(
      event,
      around.map(({ content }) => content.definition),
    );
  }
  for (const event of others) {
    const found = entities.filter(({ id }) => id === event.payload.entityId);
    definitions.set(
      event,
      found.map(({ definition }) => definition),
    );
  }
  return definitions;
}

type EntityEvent = Exclude<AffectingEvent, { type: 'data.refreshed' }>;

function isAboutField(event: AffectingEvent): event is EntityEvent {
  return event.type !== 'data.refreshed' && entityTypeOf(event) === 'LINEAGE';
}

function isChangeOfField(event: AffectingEvent): event is EventOf<'metadata.changed'> {
  return event.type === 'metadata.changed' && isAboutField(event);
}

function versionsAround({ payload: { entityId, version } }: EventOf<'metadata.changed'>): VersionKey[] {
  return [version, version - 1].map((one) => ({ entityId, version: one }));
}

function entityTypeOf(event: EntityEvent) {
  return event.type === 'kpi.changed' ? 'KPI' : event.payload.entityType;
}
