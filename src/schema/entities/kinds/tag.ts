import type { Entity } from '../../../domain/entities/entity.ts';
import { MAX_MARKS, type TagDefinition } from '../../../domain/entities/entity-definition.ts';
import type { EntityName } from '../../../domain/entities/entity-name.ts';
import { builder } from '../../kit/builder.ts';
import { NodeRef } from '../../kit/common-types.ts';
import { EntityTypeEnum } from '../../kit/enums.ts';
import { listSize } from '../../kit/lists/list-size.ts';
import { reads } from '../../kit/properties-read.ts';
import { GovernedEntityRef, TagRef } from '../../kit/refs.ts';
import { EntityNameInput, namedEntity } from '../named-entity.ts';

function definitionOf({ id, definition }: Entity): TagDefinition {
  if (!definition.tag) throw new Error(`tag ${id} has no definition`);
  return definition.tag;
}

const TagMark = builder.objectRef<EntityName>('TagMark').implement({
  description: 'An entity that has the tag.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null if there is none with this name.',
      resolve: (name, _, { loaders }) => namedEntity(loaders, name),
    }),
  }),
});

TagRef.implement({
  description: 'A label on other entities.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    values: t.stringList({
      extensions: reads<Entity>('id', 'definition'),
      description: 'The values that the tag can have; empty if it has none.',
      resolve: (tag) => definitionOf(tag).values,
    }),
    marks: t.field({
      type: [TagMark],
      extensions: { ...listSize(MAX_MARKS), ...reads<Entity>('id', 'definition') },
      description: 'The entities that have the tag.',
      resolve: (tag) => definitionOf(tag).marks,
    }),
  }),
});

export const TagInput = builder.inputType('TagInput', {
  description: 'Definition of a tag. It replaces the previous definition completely.',
  fields: (t) => ({
    values: t.stringList({ description: 'The values that the tag can have. Default: none.' }),
    marks: t.field({ type: [EntityNameInput], description: 'The entities that have the tag. Default: none.' }),
  }),
});
