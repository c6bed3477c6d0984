import * as z from 'zod';

import { identifierSchema } from './identifier.ts';

/** Longest pattern, in characters: what a person can still read, and what bounds the work of compiling it. */
export const MAX_PATTERN_LENGTH = 500;
const MAX_ACCEPTED_VALUES = 1_000;

const isoDate = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const length = z.int().nonnegative();

const BOUND = 'needs a min or a max, and a min that is not above the max';

function hasBound<B extends string | number>(toNumber: (bound: B) => number) {
  return ({ min, max }: { min?: B | undefined; max?: B | undefined }) =>
    min === undefined ? max !== undefined : max === undefined || toNumber(min) <= toNumber(max);
}

/** What a business rule demands of every value of a column. */
export const ruleCheckSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notNull') }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(MAX_PATTERN_LENGTH) }),
  z
    .strictObject({ kind: z.literal('numberRange'), min: z.number().optional(), max: z.number().optional() })
    .refine(hasBound(Number), BOUND),
  z
    .strictObject({ kind: z.literal('dateRange'), min: isoDate.optional(), max: isoDate.optional() })
    .refine(hasBound(Date.parse), BOUND),
  z.strictObject({ kind: z.literal('acceptedValues'), values: z.array(z.string()).min(1).max(MAX_ACCEPTED_VALUES) }),
  z
    .strictObject({ kind: z.literal('length'), min: length.optional(), max: length.optional() })
    .refine(hasBound(Number), BOUND),
  z.strictObject({
    kind: z.literal('reference'),
    schema: identifierSchema,
    table: identifierSchema,
    column: identifierSchema,
  }),
]);
export type RuleCheck = z.infer<typeof ruleCheckSchema>;
export type RuleCheckKind = RuleCheck['kind'];
