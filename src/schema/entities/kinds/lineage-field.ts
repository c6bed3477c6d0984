import type { Entity } from '../../../domain/entities/entity.ts';
import type { LineageDefinition, LineageEnd } from '../../../domain/entities/entity-definition.ts';
import { builder } from '../../kit/builder.ts';
import { NodeRef } from '../../kit/common-types.ts';
import { EntityTypeEnum } from '../../kit/enums.ts';
import { reads } from '../../kit/properties-read.ts';
import { GovernedEntityRef, LineageFieldRef } from '../../kit/refs.ts';
import { namedEntity } from '../named-entity.ts';

function definitionOf({ id, definition }: Entity): LineageDefinition {
  if (!definition.lineage) throw new Error(`lineage field ${id} has no definition`);
  return definition.lineage;
}

const LineageEndRef = builder.objectRef<LineageEnd>('LineageEnd').implement({
  description: 'One end of a lineage edge: an entity, or a column of its dataset.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'METADATA or KPI.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'The column of its dataset; null means the whole entity.',
    }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null if there is none with this name.',
      resolve: (name, _, { loaders }) => namedEntity(loaders, name),
    }),
  }),
});

LineageFieldRef.implement({
  description: 'States that the data of one entity comes from another.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    from: t.field({
      extensions: reads<Entity>('id', 'definition'),
      type: LineageEndRef,
      description: 'The source of the data.',
      resolve: (field) => definitionOf(field).from,
    }),
    to: t.field({
      extensions: reads<Entity>('id', 'definition'),
      type: LineageEndRef,
      description: 'The target of the data.',
      resolve: (field) => definitionOf(field).to,
    }),
    transformation: t.string({
      extensions: reads<Entity>('id', 'definition'),
      nullable: true,
      description: 'How the data is transformed, in words; null if not stated.',
      resolve: (field) => definitionOf(field).transformation ?? null,
    }),
  }),
});

const LineageEndInput = builder.inputType('LineageEndInput', {
  description: 'One end of a lineage edge.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'METADATA or KPI.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
    column: t.string({ description: 'The column of its dataset. Default: the whole entity.' }),
  }),
});

export const LineageInput = builder.inputType('LineageInput', {
  description: 'Definition of a lineage field. It replaces the previous definition completely.',
  fields: (t) => ({
    from: t.field({ type: LineageEndInput, required: true, description: 'The source of the data.' }),
    to: t.field({ type: LineageEndInput, required: true, description: 'The target of the data.' }),
    transformation: t.string({ description: 'How the data is transformed, in words.' }),
  }),
});
