import { SUGGESTION_KINDS } from '../../../domain/profiling/business-rules/rule-suggestion.ts';
import { type RequestableSuggestion, suggestRulesFor } from '../../../workflow/profiling/suggest-rules.ts';
import { builder } from '../../kit/builder.ts';
import { enumOf, SeverityEnum } from '../../kit/enums.ts';
import { countsFor, listSize } from '../../kit/lists/list-size.ts';
import { ProfileRef } from '../../kit/refs.ts';
import { RuleCheckUnion } from './rule-check.ts';
import { READS_TABLE } from './test-rule.ts';

const USUAL_SUGGESTIONS = 50;

const RuleSuggestionKindEnum = enumOf('RuleSuggestionKind', SUGGESTION_KINDS, 'What a suggestion is about.', {
  NOT_NULL: 'A value is never, or hardly ever, missing.',
  RANGE: 'The numbers or dates lie in a range.',
  ACCEPTED_VALUES: 'The texts are a few that come again and again.',
  REFERENCE: 'All values occur in the key of another table.',
  UNIQUENESS: 'No two rows have the same value: the column may be the key of the dataset.',
});

const RuleSuggestionRef = builder.objectRef<RequestableSuggestion>('RuleSuggestion').implement({
  description: 'What the data says that could be a business rule, or the key of a dataset.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RuleSuggestionKindEnum, description: 'What it is about.' }),
    column: t.exposeString('column', { description: 'The column.' }),
    check: t.expose('check', {
      type: RuleCheckUnion,
      nullable: true,
      description: 'The check; null for UNIQUENESS, which is no rule but key columns of the dataset.',
    }),
    severity: t.expose('severity', {
      type: SeverityEnum,
      nullable: true,
      description: 'The severity that fits the evidence; null for UNIQUENESS.',
    }),
    evidence: t.exposeString('evidence', { description: 'The figures that speak for it, in one sentence.' }),
    profile: t.expose('profile', { type: ProfileRef, description: 'The profile that it is made from.' }),
    request: t.field({
      type: 'JSON',
      description:
        'The input of `requestApproval` that requests it: of a business rule under a free canonical key, in the tier of the entity that was profiled, with the evidence as the comment; or, for UNIQUENESS, of an update of that entity. It can be sent as it is, or changed before.',
      resolve: ({ request }) => request,
    }),
  }),
});

builder.queryField('suggestRules', (t) =>
  t.field({
    type: [RuleSuggestionRef],
    extensions: { ...listSize(USUAL_SUGGESTIONS), ...countsFor(READS_TABLE) },
    skipTypeScopes: true,
    authScopes: (_, __, { viewer }) => viewer.roles.some((role) => role === 'STEWARD' || role === 'ADMIN'),
    description:
      'What the latest profiles of a table say that could be a rule, by column, where no active rule of that kind is on the column. None if no active entity is bound to the table and profiled. The accepted values and the references are read from the warehouse now, within 20 seconds; if it does not answer, or refuses, there are none of these. Accepted values are texts that occur at least 5 times each. Counts for 10,000 fields.',
    args: {
      schema: t.arg.string({ required: true, description: 'Schema of the table.' }),
      table: t.arg.string({ required: true, description: 'Name of the table.' }),
    },
    resolve: (_, table, context) => suggestRulesFor(context, context.viewer, table),
  }),
);
