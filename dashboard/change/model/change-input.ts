import { DEFINITION_OF } from '../../../src/domain/entities/entity-definition.ts';
import type {
  DatasetRefInput,
  EntityChangeInput,
  EntityType,
  LineageEndInput,
  RuleCheckInput,
} from '../../gql/types.ts';
import type { ChangeForm, DatasetFields, EndFields, RuleFields } from './change-form.ts';

export type FormPart = keyof ChangeForm;

/** The parts that count for an entity type, in the order of the form. */
export function partsOf(entityType: EntityType): readonly FormPart[] {
  const own = DEFINITION_OF[entityType];
  const common = ['name', 'tier', 'owner', 'standardPackId', 'freshnessHours', 'description'] as const;
  return [...common, ...(own ? [own] : []), 'dataset'];
}

/** The parts that differ. A definition is one part: a change replaces it completely. */
export function changedParts(entityType: EntityType, base: ChangeForm, form: ChangeForm): readonly FormPart[] {
  return partsOf(entityType).filter((part) => JSON.stringify(base[part]) !== JSON.stringify(form[part]));
}

/** The change that sets these parts, and no others. */
export function inputOf(form: ChangeForm, parts: readonly FormPart[]): EntityChangeInput {
  const input: EntityChangeInput = {};
  for (const part of parts) Object.assign(input, WRITE[part](form));
  return input;
}

const WRITE: Readonly<Record<FormPart, (form: ChangeForm) => EntityChangeInput>> = {
  name: ({ name }) => ({ name: name.trim() }),
  tier: ({ tier }) => ({ tier }),
  owner: ({ owner }) => ({ owner: owner.trim() === '' ? null : owner.trim() }),
  standardPackId: ({ standardPackId }) => ({
    standardPackId: standardPackId.trim() === '' ? null : standardPackId.trim(),
  }),
  // What is no number becomes NaN, which the rules for changes refuse.
  freshnessHours: ({ freshnessHours: hours }) => ({ freshnessHours: hours.trim() === '' ? null : Number(hours) }),
  description: ({ description }) => ({ description: description.trim() === '' ? null : description }),
  dataset: ({ dataset }) => ({ dataset: dataset.isBound ? datasetInput(dataset) : null }),
  kpi: ({ kpi: { formula, unit, direction, computedFrom } }) => ({
    kpi: { formula, direction, computedFrom: [...computedFrom], ...(unit.trim() !== '' && { unit: unit.trim() }) },
  }),
  glossary: ({ glossary: { definition, synonyms, relatedTerms } }) => ({
    glossary: { definition, synonyms: [...synonyms], relatedTerms: [...relatedTerms] },
  }),
  businessRule: ({ businessRule }) => ({
    businessRule: {
      severity: businessRule.severity,
      check: checkInput(businessRule),
      // What is no number becomes NaN, which the rules for changes refuse.
      ...(businessRule.minPassPercent.trim() !== '' && { minPassPercent: Number(businessRule.minPassPercent) }),
    },
  }),
  tag: ({ tag: { values, marks } }) => ({ tag: { values: [...values], marks: [...marks] } }),
  lineage: ({ lineage: { from, to, transformation } }) => ({
    lineage: {
      from: endInput(from),
      to: endInput(to),
      ...(transformation.trim() !== '' && { transformation }),
    },
  }),
};

function datasetInput({ schema, table, column, keyColumns }: DatasetFields): DatasetRefInput {
  return { schema, table, keyColumns: [...keyColumns], ...(column !== '' && { column }) };
}

function endInput({ entityType, canonicalKey, column }: EndFields): LineageEndInput {
  return { entityType, canonicalKey: canonicalKey.trim(), ...(column !== '' && { column }) };
}

function checkInput({ kind, pattern, min, max, values, schema, table, column }: RuleFields): RuleCheckInput {
  switch (kind) {
    case 'notNull':
      return { notNull: true };
    case 'pattern':
      return { pattern };
    case 'acceptedValues':
      return { acceptedValues: [...values] };
    case 'reference':
      return { reference: { schema, table, column } };
    case 'numberRange':
      return { numberRange: numbers({ min, max }) };
    case 'length':
      return { length: numbers({ min, max }) };
    case 'dateRange':
      return {
        dateRange: { ...(min.trim() !== '' && { min: min.trim() }), ...(max.trim() !== '' && { max: max.trim() }) },
      };
  }
}

/** A bound that is no number becomes NaN, which the rules for changes refuse. */
function numbers({ min, max }: { min: string; max: string }): { min?: number; max?: number } {
  return { ...(min.trim() !== '' && { min: Number(min) }), ...(max.trim() !== '' && { max: Number(max) }) };
}
