import type { RuleCheck, RuleCheckKind } from '../../domain/profiling/rule-check.ts';
import { builder } from '../kit/builder.ts';

type CheckOf<K extends RuleCheckKind> = Extract<RuleCheck, { kind: K }>;

const NotNullCheck = builder.objectRef<CheckOf<'notNull'>>('NotNullCheck').implement({
  description: 'The value must be there.',
  fields: (t) => ({
    notNull: t.boolean({ description: 'Always true.', resolve: () => true }),
  }),
});
const PatternCheck = builder.objectRef<CheckOf<'pattern'>>('PatternCheck').implement({
  description: 'The text must match a regular expression.',
  fields: (t) => ({
    pattern: t.exposeString('pattern', { description: 'A POSIX regular expression, as Postgres knows them.' }),
  }),
});
const NumberRangeCheck = builder.objectRef<CheckOf<'numberRange'>>('NumberRangeCheck').implement({
  description: 'The number must lie in a range.',
  fields: (t) => ({
    minNumber: t.float({ nullable: true, description: 'Least allowed value.', resolve: ({ min }) => min ?? null }),
    maxNumber: t.float({ nullable: true, description: 'Greatest allowed value.', resolve: ({ max }) => max ?? null }),
  }),
});
const DateRangeCheck = builder.objectRef<CheckOf<'dateRange'>>('DateRangeCheck').implement({
  description: 'The date must lie in a range.',
  fields: (t) => ({
    minDate: t.string({ nullable: true, description: 'First allowed date.', resolve: ({ min }) => min ?? null }),
    maxDate: t.string({ nullable: true, description: 'Last allowed date.', resolve: ({ max }) => max ?? null }),
  }),
});
const AcceptedValuesCheck = builder.objectRef<CheckOf<'acceptedValues'>>('AcceptedValuesCheck').implement({
  description: 'The value must be one of a list.',
  fields: (t) => ({
    values: t.exposeStringList('values', { description: 'The allowed values, as text.' }),
  }),
});
const LengthCheck = builder.objectRef<CheckOf<'length'>>('LengthCheck').implement({
  description: 'The text must have a certain length.',
  fields: (t) => ({
    minLength: t.int({ nullable: true, description: 'Fewest characters.', resolve: ({ min }) => min ?? null }),
    maxLength: t.int({ nullable: true, description: 'Most characters.', resolve: ({ max }) => max ?? null }),
  }),
});
const ReferenceCheck = builder.objectRef<CheckOf<'reference'>>('ReferenceCheck').implement({
  description: 'The value must occur in a column of another table.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of that table.' }),
    table: t.exposeString('table', { description: 'Name of that table.' }),
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
  description: 'What a business rule demands of every value.',
  types: Object.values(CHECK_TYPES),
  resolveType: ({ kind }) => CHECK_TYPES[kind],
});

const NumberRangeInput = builder.inputType('NumberRangeInput', {
  description: 'A range of numbers, bounds included; at least one of them.',
  fields: (t) => ({
    min: t.float({ description: 'Least allowed value.' }),
    max: t.float({ description: 'Greatest allowed value.' }),
  }),
});
const DateRangeInput = builder.inputType('DateRangeInput', {
  description: 'A range of dates, bounds included; at least one of them.',
  fields: (t) => ({
    min: t.string({ description: 'First allowed date: 2026-01-31, or a date and time as RFC 3339 writes it.' }),
    max: t.string({ description: 'Last allowed date, written likewise.' }),
  }),
});
const LengthInput = builder.inputType('LengthInput', {
  description: 'A number of characters; at least one bound.',
  fields: (t) => ({
    min: t.int({ description: 'Fewest characters.' }),
    max: t.int({ description: 'Most characters.' }),
  }),
});
const ReferenceInput = builder.inputType('ReferenceInput', {
  description: 'A column of another table.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Schema of that table.' }),
    table: t.string({ required: true, description: 'Name of that table.' }),
    column: t.string({ required: true, description: 'Column with the allowed values.' }),
  }),
});

export const RuleCheckInput = builder.inputType('RuleCheckInput', {
  description: 'Exactly one of the checks.',
  isOneOf: true,
  fields: (t) => ({
    notNull: t.boolean({ description: 'true: the value must be there.' }),
    pattern: t.string({ description: 'The text must match this POSIX regular expression, without back-references.' }),
    numberRange: t.field({ type: NumberRangeInput, description: 'The number must lie in this range.' }),
    dateRange: t.field({ type: DateRangeInput, description: 'The date must lie in this range.' }),
    acceptedValues: t.stringList({ description: 'The value must be one of these.' }),
    length: t.field({ type: LengthInput, description: 'The text must have this length.' }),
    reference: t.field({ type: ReferenceInput, description: 'The value must occur in this column.' }),
  }),
});
