import type { EntityContent } from '../../../src/domain/entities/entity.ts';
import type { BusinessRuleDefinition, LineageEnd } from '../../../src/domain/entities/entity-definition.ts';
import type { EntityType } from '../../gql/types.ts';
import { type ChangeForm, emptyForm, type EndFields, type RuleFields, TIERS } from './change-form.ts';

/** The form that shows a content. */
export function formOf(entityType: EntityType, content: EntityContent): ChangeForm {
  const { name, description, tier, owner, standardPackId, freshnessHours, dataset, definition } = content;
  const { kpi, glossary, businessRule, tag, lineage } = definition;
  const form = emptyForm(entityType, owner ?? '');
  return {
    name,
    description: description ?? '',
    tier: TIERS.find((each) => each.toLowerCase() === tier) ?? form.tier,
    owner: owner ?? '',
    standardPackId: standardPackId ?? '',
    freshnessHours: String(freshnessHours ?? ''),
    dataset: dataset
      ? { ...dataset, isBound: true, column: dataset.column ?? '' }
      : { ...form.dataset, isBound: false },
    kpi: kpi ? { ...kpi, unit: kpi.unit ?? '' } : form.kpi,
    glossary: glossary ?? form.glossary,
    businessRule: businessRule ? ruleFields(form.businessRule, businessRule) : form.businessRule,
    tag: tag ?? form.tag,
    lineage: lineage
      ? { from: endFields(lineage.from), to: endFields(lineage.to), transformation: lineage.transformation ?? '' }
      : form.lineage,
  };
}

function ruleFields(empty: RuleFields, { check, severity, minPassPercent }: BusinessRuleDefinition): RuleFields {
  const fields = { ...empty, kind: check.kind, severity, minPassPercent: String(minPassPercent ?? '') };
  switch (check.kind) {
    case 'notNull':
      return fields;
    case 'pattern':
      return { ...fields, pattern: check.pattern };
    case 'acceptedValues':
      return { ...fields, values: check.values };
    case 'reference':
      return { ...fields, schema: check.schema, table: check.table, column: check.column };
    case 'numberRange':
    case 'dateRange':
    case 'length':
      return { ...fields, min: String(check.min ?? ''), max: String(check.max ?? '') };
  }
}

function endFields({ entityType, canonicalKey, column }: LineageEnd): EndFields {
  return { entityType, canonicalKey, column: column ?? '' };
}
