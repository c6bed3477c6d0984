import DataLoader from 'dataloader';

import type { Entity } from '../../domain/entities/entity.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import { findEntitiesById, findEntitiesByName, findTagsOf } from '../../store/entities/entities.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';
import type { PropertiesRead } from '../kit/properties-read.ts';

/** Most tags that an entity shows. */
export const MAX_TAGS = 100;

export type EntityLoader = DataLoader<string, Entity | undefined>;
export type NamedEntityLoader = DataLoader<EntityName, Entity | undefined, string>;
export type TagsLoader = DataLoader<EntityName, Entity[], string>;

/** Entities by id, with these properties only. */
export function createEntityLoader({ db, tenantId }: LoaderScope, properties: PropertiesRead): EntityLoader {
  return new DataLoader(async (ids) =>
    inOrder(ids, await findEntitiesById(db, tenantId, ids, properties), ({ id }) => id),
  );
}

export function createNamedEntityLoader({ db, tenantId }: LoaderScope): NamedEntityLoader {
  return new DataLoader(
    async (names) => inOrder(names.map(textOfName), await findEntitiesByName(db, tenantId, names), textOfName),
    { cacheKeyFn: textOfName },
  );
}

/** The active tags of an entity, at most MAX_TAGS of them. */
export function createTagsLoader({ db, tenantId }: LoaderScope): TagsLoader {
  return new DataLoader(async (names) => tagsInOrder(names, await findTagsOf(db, tenantId, names)), {
    cacheKeyFn: textOfName,
  });
}

function tagsInOrder(names: readonly EntityName[], tags: Awaited<ReturnType<typeof findTagsOf>>): Entity[][] {
  const marking = new Map<string, Entity[]>(names.map((name) => [textOfName(name), []]));
  for (const { tag, marked } of tags) {
    for (const name of marked) marking.get(textOfName(name))?.push(tag);
  }
  return names.map((name) => (marking.get(textOfName(name)) ?? []).slice(0, MAX_TAGS));
}
