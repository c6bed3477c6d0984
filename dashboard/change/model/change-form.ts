import type { EntityName } from '../../entities/entity-type.ts';
import type { EntityType, KpiDirection, RuleCheckInput, Severity, Tier } from '../../gql/types.ts';

export interface DatasetFields {
  isBound: boolean;
  schema: string;
  table: string;
  column: string;
  keyColumns: readonly string[];
}

export interface KpiFields {
  formula: string;
  unit: string;
  direction: KpiDirection;
  computedFrom: readonly string[];
}

export interface GlossaryFields {
  definition: string;
  synonyms: readonly string[];
  relatedTerms: readonly string[];
}

export type CheckKind = keyof RuleCheckInput;

/** The inputs of every kind of check; the kind says which of them count. */
export interface RuleFields {
  kind: CheckKind;
  severity: Severity;
  /** Empty: the monitoring policy decides. */
  minPassPercent: string;
  pattern: string;
  min: string;
  max: string;
  values: readonly string[];
  schema: string;
  table: string;
  column: string;
}

export interface TagFields {
  values: readonly string[];
  marks: readonly EntityName[];
}

export interface EndFields extends EntityName {
  column: string;
}

export interface LineageFields {
  from: EndFields;
  to: EndFields;
  transformation: string;
}

/** What the fields of the form hold, as it was typed. Of the definitions, only the one of the entity type counts. */
export interface ChangeForm {
  name: string;
  description: string;
  tier: Tier;
  owner: string;
  /** Empty: none governs it. */
  standardPackId: string;
  /** Empty: the usual interval decides. */
  freshnessHours: string;
  dataset: DatasetFields;
  kpi: KpiFields;
  glossary: GlossaryFields;
  businessRule: RuleFields;
  tag: TagFields;
  lineage: LineageFields;
}

export const CHECK_KINDS = [
  'notNull',
  'acceptedValues',
  'pattern',
  'numberRange',
  'dateRange',
  'length',
  'reference',
] as const satisfies readonly CheckKind[];

export const TIERS = ['TIER1', 'TIER2', 'TIER3', 'TIER4', 'TIER5'] as const satisfies readonly Tier[];

const NO_END: EndFields = { entityType: 'METADATA', canonicalKey: '', column: '' };

/** The form of a new entity. */
export function emptyForm(entityType: EntityType, owner: string): ChangeForm {
  return {
    name: '',
    description: '',
    tier: 'TIER3',
    owner,
    standardPackId: '',
    freshnessHours: '',
    // A business rule is bound to a column, and of the others a table is what one has first.
    dataset: { isBound: entityType === 'BUSINESS_RULE', schema: '', table: '', column: '', keyColumns: [] },
    kpi: { formula: '', unit: '', direction: 'HIGHER_IS_BETTER', computedFrom: [] },
    glossary: { definition: '', synonyms: [], relatedTerms: [] },
    businessRule: {
      kind: 'notNull',
      severity: 'WARNING',
      minPassPercent: '',
      pattern: '',
      min: '',
      max: '',
      values: [],
      schema: '',
      table: '',
      column: '',
    },
    tag: { values: [], marks: [] },
    lineage: { from: NO_END, to: NO_END, transformation: '' },
  };
}
