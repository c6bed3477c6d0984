import type { RuleCheck, RuleCheckKind } from '../../../domain/profiling/business-rules/rule-check.ts';
import { builder } from '../../kit/builder.ts';

type CheckOf<K extends RuleCheckKind> = Extract<RuleCheck, { kind: K }>;

const NotNullCheck = builder.objectRef<CheckOf<'notNull'>>('NotNullCheck').implement({
  description: 'The value must not be missing.',
  fields: (t) => ({
    notNull: t.boolean({ description: 'Always true.', resolve: () => true }),
  }),
});
const PatternCheck = builder.objectRef<CheckOf<'pattern'>>('PatternCheck').implement({
  description: 'The text must match a regular expression.',
  fields: (t) => ({
    pattern: t.exposeString('pattern', { description: 'A POSIX regular expression, as in Postgres.' }),
  }),
});
const NumberRangeCheck = builder.objectRef<CheckOf<'numberRange'>>('NumberRangeCheck').implement({
  description: 'The number must be in a range.',
  fields: (t) => ({
    minNumber: t.float({ nullable: true, description: 'Minimum.', resolve: ({ min }) => min ?? null }),
    maxNumber: t.float({ nullable: true, description: 'Maximum.', resolve: ({ max }) => max ?? null }),
  }),
});
const DateRangeCheck = builder.objectRef<CheckOf<'dateRange'>>('DateRangeCheck').implement({
  description: 'The date must be in a range.',
  fields: (t) => ({
    minDate: t.string({ nullable: true, description: 'Earliest allowed date.', resolve: ({ min }) => min ?? null }),
    maxDate: t.string({ nullable: true, description: 'Latest allowed date.', resolve: ({ max }) => max ?? null }),
  }),
});
const AcceptedValuesCheck = builder.objectRef<CheckOf<'acceptedValues'>>('AcceptedValuesCheck').implement({
  description: 'The value must be one of a list.',
  fields: (t) => ({
    values: t.exposeStringList('values', { description: 'The allowed values, as text.' }),
  }),
});
const LengthCheck = builder.objectRef<CheckOf<'length'>>('LengthCheck').implement({
  description: 'The length of the text must be in a range.',
  fields: (t) => ({
    minLength: t.int({
      nullable: true,
      description: 'Minimum number of characters.',
      resolve: ({ min }) => min ?? null,
    }),
    maxLength: t.int({
      nullable: true,
      description: 'Maximum number of characters.',
      resolve: ({ max }) => max ?? null,
    }),
  }),
});
const ReferenceCheck = builder.objectRef<CheckOf<'reference'>>('ReferenceCheck').implement({
  description: 'The value must occur in a column of another table.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the other table.' }),
    table: t.exposeString('table', { description: 'Name of the other table.' }),
    column: t.exposeString('column', { description: 'Column with the allowed values.' }),
  }),
});

const CHECK_TYPES = {
  notNull: NotNullCheck,
  pattern: PatternCheck,
  numberRange: NumberRangeCheck,
  dateRange: DateRangeCheck,
  acceptedValues: AcceptedValuesCheck,
  length: LengthCheck,
  reference: ReferenceCheck,
} as const satisfies Record<RuleCheckKind, unknown>;

export const RuleCheckUnion = builder.unionType('RuleCheck', {
  description: 'The check that a business rule makes on each value.',
  types: Object.values(CHECK_TYPES),
  resolveType: ({ kind }) => CHECK_TYPES[kind],
});

const NumberRangeInput = builder.inputType('NumberRangeInput', {
  description: 'An inclusive range of numbers, with a minimum, a maximum or both.',
  fields: (t) => ({
    min: t.float({ description: 'Minimum.' }),
    max: t.float({ description: 'Maximum.' }),
  }),
});
const DateRangeInput = builder.inputType('DateRangeInput', {
  description: 'An inclusive range of dates, with an earliest date, a latest date or both.',
  fields: (t) => ({
    min: t.string({ description: 'Earliest allowed date: a date such as 2026-01-31, or an RFC 3339 date and time.' }),
    max: t.string({ description: 'Latest allowed date, in the same format.' }),
  }),
});
const LengthInput = builder.inputType('LengthInput', {
  description: 'A range of lengths, with a minimum, a maximum or both.',
  fields: (t) => ({
    min: t.int({ description: 'Minimum number of characters.' }),
    max: t.int({ description: 'Maximum number of characters.' }),
  }),
});
const ReferenceInput = builder.inputType('ReferenceInput', {
  description: 'A column of another table.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Schema of the other table.' }),
    table: t.string({ required: true, description: 'Name of the other table.' }),
    column: t.string({ required: true, description: 'Column with the allowed values.' }),
  }),
});

export const RuleCheckInput = builder.inputType('RuleCheckInput', {
  description: 'Exactly one of the checks.',
  isOneOf: true,
  fields: (t) => ({
    notNull: t.boolean({ description: 'Must be true: the value must not be missing.' }),
    pattern: t.string({
      description: 'The text must match this POSIX regular expression. Back-references are not supported.',
    }),
    numberRange: t.field({ type: NumberRangeInput, description: 'The number must be in this range.' }),
    dateRange: t.field({ type: DateRangeInput, description: 'The date must be in this range.' }),
    acceptedValues: t.stringList({ description: 'The value must be one of these.' }),
    length: t.field({ type: LengthInput, description: 'The length of the text must be in this range.' }),
    reference: t.field({ type: ReferenceInput, description: 'The value must occur in this column.' }),
  }),
});
