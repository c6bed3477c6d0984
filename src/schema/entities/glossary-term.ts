import type { Entity } from '../../domain/entities/entity.ts';
import { type GlossaryDefinition, MAX_REFERENCES } from '../../domain/entities/entity-definition.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { listSize } from '../kit/list-size.ts';
import { GlossaryTermRef, GovernedEntityRef } from '../kit/refs.ts';
import { namedEntities } from './named-entity.ts';

function definitionOf({ id, definition }: Entity): GlossaryDefinition {
  if (!definition.glossary) throw new Error(`glossary term ${id} has no definition`);
  return definition.glossary;
}

GlossaryTermRef.implement({
  description: 'A term of the business and what it means.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    definition: t.string({ description: 'What it means.', resolve: (term) => definitionOf(term).definition }),
    synonyms: t.stringList({
      description: 'Other words for the same.',
      resolve: (term) => definitionOf(term).synonyms,
    }),
    relatedTermKeys: t.stringList({
      description: 'Canonical keys of the related terms.',
      resolve: (term) => definitionOf(term).relatedTerms,
    }),
    relatedTerms: t.field({
      type: [GlossaryTermRef],
      extensions: listSize(MAX_REFERENCES),
      description: 'Terms that somebody who looks up this one may want to know as well.',
      resolve: (term, _, { loaders }) => namedEntities(loaders, 'GLOSSARY', definitionOf(term).relatedTerms),
    }),
  }),
});

export const GlossaryInput = builder.inputType('GlossaryInput', {
  description: 'Definition of a glossary term; it replaces the one before as a whole.',
  fields: (t) => ({
    definition: t.string({ required: true, description: 'What it means.' }),
    synonyms: t.stringList({ description: 'Other words for the same.' }),
    relatedTerms: t.stringList({ description: 'Canonical keys of other glossary terms.' }),
  }),
});
