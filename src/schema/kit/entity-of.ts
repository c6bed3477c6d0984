import type { Entity } from '../../domain/entities/entity.ts';
import type { SchemaContext } from './context.ts';
import type { PropertiesRead } from './properties-read.ts';

/** The entity with an id that a row contains, with these properties only. @throws Error if it does not exist: entities are never deleted */
export async function entityOf(id: string, { loaders }: SchemaContext, properties?: PropertiesRead): Promise<Entity> {
  const entity = await loaders.entityWith(properties).load(id);
  if (!entity) throw new Error(`there is no entity ${id}`);
  return entity;
}

/** The entity of a row, if any; also null if its id never belonged to an entity of the tenant. */
export async function entityIfAny(id: string | null, { loaders }: SchemaContext): Promise<Entity | null> {
  return id === null ? null : ((await loaders.entity.load(id)) ?? null);
}
