import type { Entity } from '../../domain/entities/entity.ts';
import type { SchemaContext } from './context.ts';

/** The entity with an id that a row holds. @throws Error when there is none: entities never go away */
export async function entityOf(id: string, { loaders }: SchemaContext): Promise<Entity> {
  const entity = await loaders.entity.load(id);
  if (!entity) throw new Error(`there is no entity ${id}`);
  return entity;
}

/** The entity of a row that may hold none; null, too, where its id was never that of an entity of the tenant. */
export async function entityIfAny(id: string | null, { loaders }: SchemaContext): Promise<Entity | null> {
  return id === null ? null : ((await loaders.entity.load(id)) ?? null);
}
