import { DEFINITION_OF } from '../../../src/domain/entities/entity-definition.ts';
import type { EntityType } from '../../gql/types.ts';
import type { CheckKind } from './change-form.ts';

const CHECK_FIELDS: Readonly<Record<CheckKind, readonly string[]>> = {
  notNull: [],
  pattern: ['pattern'],
  acceptedValues: ['acceptedValues'],
  numberRange: ['numberRange', 'numberRange.min', 'numberRange.max'],
  dateRange: ['dateRange', 'dateRange.min', 'dateRange.max'],
  length: ['length', 'length.min', 'length.max'],
  reference: ['reference.schema', 'reference.table', 'reference.column'],
};

const END_FIELDS = ['', '.entityType', '.canonicalKey', '.column'];

/** Where the fields of a form stand in the input; an issue elsewhere is said above the form. */
export function fieldPaths(entityType: EntityType, check: CheckKind): readonly (readonly string[])[] {
  const own = DEFINITION_OF[entityType];
  const fields = [
    'name',
    'tier',
    'owner',
    'standardPackId',
    'freshnessHours',
    'description',
    ...['schema', 'table', 'column', 'keyColumns'].map((field) => `dataset.${field}`),
    ...(own ? DEFINITION_FIELDS[own](check).map((field) => `${own}.${field}`) : []),
  ];
  return [['canonicalKey'], ['comment'], ['replacedBy'], ...fields.map((field) => ['change', ...field.split('.')])];
}

const DEFINITION_FIELDS = {
  kpi: () => ['formula', 'unit', 'direction', 'computedFrom'],
  glossary: () => ['definition', 'synonyms', 'relatedTerms'],
  businessRule: (check: CheckKind) => [
    'severity',
    'minPassPercent',
    ...CHECK_FIELDS[check].map((field) => `check.${field}`),
  ],
  tag: () => ['values', 'marks'],
  lineage: () => [...['from', 'to'].flatMap((end) => END_FIELDS.map((field) => `${end}${field}`)), 'transformation'],
} as const;
