import type { Entity } from '../../../domain/entities/entity.ts';
import type { BusinessRuleDefinition } from '../../../domain/entities/entity-definition.ts';
import { builder } from '../../kit/builder.ts';
import { NodeRef } from '../../kit/common-types.ts';
import { SeverityEnum } from '../../kit/enums.ts';
import { reads } from '../../kit/properties-read.ts';
import { BusinessRuleRef, GovernedEntityRef } from '../../kit/refs.ts';
import { RuleCheckInput, RuleCheckUnion } from '../rules/rule-check.ts';

function definitionOf({ id, definition }: Entity): BusinessRuleDefinition {
  if (!definition.businessRule) throw new Error(`business rule ${id} has no definition`);
  return definition.businessRule;
}

BusinessRuleRef.implement({
  description:
    'A check that every value of the bound column must pass. The results determine the validity of profiles.',
  interfaces: [GovernedEntityRef, NodeRef],
  fields: (t) => ({
    check: t.field({
      extensions: reads<Entity>('id', 'definition'),
      type: RuleCheckUnion,
      description: 'The check.',
      resolve: (rule) => definitionOf(rule).check,
    }),
    severity: t.field({
      extensions: reads<Entity>('id', 'definition'),
      type: SeverityEnum,
      description: 'How serious a violation is.',
      resolve: (rule) => definitionOf(rule).severity,
    }),
    minPassPercent: t.float({
      extensions: reads<Entity>('id', 'definition'),
      nullable: true,
      description:
        'Share of the checked values that must pass, 0 to 100; if fewer pass, an incident is opened. Null: the monitoring policy decides by severity.',
      resolve: (rule) => definitionOf(rule).minPassPercent ?? null,
    }),
  }),
});

export const BusinessRuleInput = builder.inputType('BusinessRuleInput', {
  description:
    'Definition of a business rule. It replaces the previous definition completely. `dataset.column` binds the rule to a column.',
  fields: (t) => ({
    check: t.field({ type: RuleCheckInput, required: true, description: 'The check.' }),
    severity: t.field({ type: SeverityEnum, required: true, description: 'How serious a violation is.' }),
    minPassPercent: t.float({
      description:
        'Share of the checked values that must pass, 0 to 100. If left out, the monitoring policy decides by severity.',
    }),
  }),
});
