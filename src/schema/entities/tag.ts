import type { Entity } from '../../domain/entities/entity.ts';
import { MAX_MARKS, type TagDefinition } from '../../domain/entities/entity-definition.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { EntityTypeEnum } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { GovernedEntityRef, TagRef } from '../kit/refs.ts';
import { EntityNameInput, namedEntity } from './named-entity.ts';

function definitionOf({ id, definition }: Entity): TagDefinition {
  if (!definition.tag) throw new Error(`tag ${id} has no definition`);
  return definition.tag;
}

const TagMark = builder.objectRef<EntityName>('TagMark').implement({
  description: 'An entity that a tag marks.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null: there is none of this name.',
      resolve: (name, _, { loaders }) => namedEntity(loaders, name),
    }),
  }),
});

TagRef.implement({
  description: 'A mark on other entities.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    values: t.stringList({
      description: 'What it may say of an entity; empty: it has no values.',
      resolve: (tag) => definitionOf(tag).values,
    }),
    marks: t.field({
      type: [TagMark],
      extensions: listSize(MAX_MARKS),
      description: 'The entities that it marks.',
      resolve: (tag) => definitionOf(tag).marks,
    }),
  }),
});

export const TagInput = builder.inputType('TagInput', {
  description: 'Definition of a tag; it replaces the one before as a whole.',
  fields: (t) => ({
    values: t.stringList({ description: 'What it may say of an entity; left out: it has no values.' }),
    marks: t.field({ type: [EntityNameInput], description: 'The entities that it marks; left out: none.' }),
  }),
});
