import * as z from 'zod';

import { identifierSchema } from '../../entities/identifier.ts';

/** Longest pattern, in characters: what a person can still read, and what limits the work of compiling it. */
const MAX_PATTERN_LENGTH = 500;
const MAX_ACCEPTED_VALUES = 1_000;

const isoDate = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** An inclusive range with at least one bound. */
function rangeOf<B extends z.ZodType<string | number>>(bound: B, toNumber: (bound: z.output<B>) => number) {
  return z
    .strictObject({ min: bound.optional(), max: bound.optional() })
    .refine(
      ({ min, max }) => (min === undefined ? max !== undefined : max === undefined || toNumber(min) <= toNumber(max)),
      'needs a min, a max or both, with min not above max',
    );
}

/** Each kind: how it is written, and the check that it becomes. */
const checks = {
  notNull: z.literal(true, 'must be true').transform(() => ({ kind: 'notNull' as const })),
  pattern: z
    .string()
    .min(1)
    .max(MAX_PATTERN_LENGTH)
    .transform((pattern) => ({ kind: 'pattern' as const, pattern })),
  numberRange: rangeOf(z.number(), Number).transform((range) => ({ kind: 'numberRange' as const, ...range })),
  dateRange: rangeOf(isoDate, Date.parse).transform((range) => ({ kind: 'dateRange' as const, ...range })),
  acceptedValues: z
    .array(z.string())
    .min(1)
    .max(MAX_ACCEPTED_VALUES)
    .transform((values) => ({ kind: 'acceptedValues' as const, values })),
  length: rangeOf(z.int().nonnegative(), Number).transform((range) => ({ kind: 'length' as const, ...range })),
  reference: z
    .strictObject({ schema: identifierSchema, table: identifierSchema, column: identifierSchema })
    .transform((column) => ({ kind: 'reference' as const, ...column })),
};

export type RuleCheckKind = keyof typeof checks;
/** What a business rule requires of every value of a column. */
export type RuleCheck = { [K in RuleCheckKind]: z.output<(typeof checks)[K]> & { kind: K } }[RuleCheckKind];

export const RULE_CHECK_KINDS: readonly string[] = Object.keys(checks);

/** A check as it is written: an object with exactly one member, named for its kind. */
export const ruleCheckSchema = z
  .strictObject(z.object(checks).partial().shape)
  .transform((written, context): RuleCheck => {
    const found: (RuleCheck | undefined)[] = Object.values(written);
    const [check, ...more] = found.filter((member) => member !== undefined);
    if (check && more.length === 0) return check;
    context.addIssue({ code: 'custom', message: `must have exactly one of ${RULE_CHECK_KINDS.join(', ')}` });
    return z.NEVER;
  });
