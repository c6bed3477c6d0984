import type { Entity } from '../../../domain/entities/entity.ts';
import { type GlossaryDefinition, MAX_REFERENCES } from '../../../domain/entities/entity-definition.ts';
import { builder } from '../../kit/builder.ts';
import { NodeRef } from '../../kit/common-types.ts';
import { listSize } from '../../kit/lists/list-size.ts';
import { reads } from '../../kit/properties-read.ts';
import { GlossaryTermRef, GovernedEntityRef } from '../../kit/refs.ts';
import { namedEntities } from '../named-entity.ts';

function definitionOf({ id, definition }: Entity): GlossaryDefinition {
  if (!definition.glossary) throw new Error(`glossary term ${id} has no definition`);
  return definition.glossary;
}

GlossaryTermRef.implement({
  description: 'A business term and its meaning.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    definition: t.string({
      extensions: reads<Entity>('id', 'definition'),
      description: 'The meaning of the term.',
      resolve: (term) => definitionOf(term).definition,
    }),
    synonyms: t.stringList({
      extensions: reads<Entity>('id', 'definition'),
      description: 'Other words for the same term.',
      resolve: (term) => definitionOf(term).synonyms,
    }),
    relatedTermKeys: t.stringList({
      extensions: reads<Entity>('id', 'definition'),
      description: 'Canonical keys of the related terms.',
      resolve: (term) => definitionOf(term).relatedTerms,
    }),
    relatedTerms: t.field({
      type: [GlossaryTermRef],
      extensions: { ...listSize(MAX_REFERENCES), ...reads<Entity>('id', 'definition') },
      description: 'Related terms.',
      resolve: (term, _, { loaders }) => namedEntities(loaders, 'GLOSSARY', definitionOf(term).relatedTerms),
    }),
  }),
});

export const GlossaryInput = builder.inputType('GlossaryInput', {
  description: 'Definition of a glossary term. It replaces the previous definition completely.',
  fields: (t) => ({
    definition: t.string({ required: true, description: 'The meaning of the term.' }),
    synonyms: t.stringList({ description: 'Other words for the same term.' }),
    relatedTerms: t.stringList({ description: 'Canonical keys of other glossary terms.' }),
  }),
});
