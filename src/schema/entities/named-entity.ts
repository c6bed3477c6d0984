import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import type { EntityType } from '../../events/schemas/vocabulary.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum } from '../kit/enums.ts';
import type { Loaders } from '../loaders.ts';

/** The entities of a type with these canonical keys, in the same order. */
export async function namedEntities(
  { entityByName }: Loaders,
  entityType: EntityType,
  canonicalKeys: readonly string[],
): Promise<Entity[]> {
  const found = await Promise.all(canonicalKeys.map((canonicalKey) => entityByName.load({ entityType, canonicalKey })));
  return found.filter((entity) => entity !== undefined);
}

/** The entity of that name; null if it does not exist. */
export async function namedEntity({ entityByName }: Loaders, name: EntityName): Promise<Entity | null> {
  return (await entityByName.load(name)) ?? null;
}

export const EntityNameInput = builder.inputType('EntityNameInput', {
  description: 'The name of an entity.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Its entity type.' }),
    canonicalKey: t.string({ required: true, description: 'Its canonical key.' }),
  }),
});
