import type { Entity } from '../../../domain/entities/entity.ts';
import { type KpiDefinition, MAX_REFERENCES } from '../../../domain/entities/entity-definition.ts';
import { builder } from '../../kit/builder.ts';
import { NodeRef } from '../../kit/common-types.ts';
import { KpiDirectionEnum } from '../../kit/enums.ts';
import { listSize } from '../../kit/lists/list-size.ts';
import { reads } from '../../kit/properties-read.ts';
import { GovernedEntityRef, MetadataRef } from '../../kit/refs.ts';
import { namedEntities } from '../named-entity.ts';

function definitionOf({ id, definition }: Entity): KpiDefinition {
  if (!definition.kpi) throw new Error(`KPI ${id} has no definition`);
  return definition.kpi;
}

builder.objectRef<Entity>('Kpi').implement({
  description: 'A governed key performance indicator.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    formula: t.string({
      extensions: reads<Entity>('id', 'definition'),
      description: 'The formula.',
      resolve: (kpi) => definitionOf(kpi).formula,
    }),
    unit: t.string({
      extensions: reads<Entity>('id', 'definition'),
      nullable: true,
      description: 'The unit of its value.',
      resolve: (kpi) => definitionOf(kpi).unit ?? null,
    }),
    direction: t.field({
      extensions: reads<Entity>('id', 'definition'),
      type: KpiDirectionEnum,
      description: 'Whether higher or lower values are better.',
      resolve: (kpi) => definitionOf(kpi).direction,
    }),
    computedFrom: t.stringList({
      extensions: reads<Entity>('id', 'definition'),
      description: 'Canonical keys of the metadata that the formula uses.',
      resolve: (kpi) => definitionOf(kpi).computedFrom,
    }),
    computedFromMetadata: t.field({
      type: [MetadataRef],
      extensions: { ...listSize(MAX_REFERENCES), ...reads<Entity>('id', 'definition') },
      description: 'The metadata that the formula uses.',
      resolve: (kpi, _, { loaders }) => namedEntities(loaders, 'METADATA', definitionOf(kpi).computedFrom),
    }),
  }),
});

export const KpiInput = builder.inputType('KpiInput', {
  description: 'Definition of a KPI. It replaces the previous definition completely.',
  fields: (t) => ({
    formula: t.string({ required: true, description: 'The formula.' }),
    unit: t.string({ description: 'The unit of its value.' }),
    direction: t.field({
      type: KpiDirectionEnum,
      required: true,
      description: 'Whether higher or lower values are better.',
    }),
    computedFrom: t.stringList({ description: 'Canonical keys of the metadata that the formula uses.' }),
  }),
});
