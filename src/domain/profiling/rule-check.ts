import * as z from 'zod';

import { identifierSchema } from '../entities/identifier.ts';

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

const checks = {
  notNull: z.literal(true, 'must be true'),
  pattern: z.string().min(1).max(MAX_PATTERN_LENGTH),
  numberRange: rangeOf(z.number(), Number),
  dateRange: rangeOf(isoDate, Date.parse),
  acceptedValues: z.array(z.string()).min(1).max(MAX_ACCEPTED_VALUES),
  length: rangeOf(z.int().nonnegative(), Number),
  reference: z.strictObject({ schema: identifierSchema, table: identifierSchema, column: identifierSchema }),
};

type Written = { [K in keyof typeof checks]?: z.output<(typeof checks)[K]> | undefined };

/** What a business rule requires of every value of a column. */
export type RuleCheck =
  | { kind: 'notNull' }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'numberRange'; min?: number | undefined; max?: number | undefined }
  | { kind: 'dateRange'; min?: string | undefined; max?: string | undefined }
  | { kind: 'acceptedValues'; values: string[] }
  | { kind: 'length'; min?: number | undefined; max?: number | undefined }
  | { kind: 'reference'; schema: string; table: string; column: string };
export type RuleCheckKind = RuleCheck['kind'];

/** A check as it is written: an object with exactly one member, named for its kind. */
export const ruleCheckSchema = z
  .strictObject(z.object(checks).partial().shape)
  .transform((written, context): RuleCheck => {
    const [check, ...more] = checksIn(written);
    if (check && more.length === 0) return check;
    context.addIssue({ code: 'custom', message: `must have exactly one of ${Object.keys(checks).join(', ')}` });
    return z.NEVER;
  });

function checksIn({ notNull, pattern, numberRange, dateRange, acceptedValues, length, reference }: Written) {
  const found: (RuleCheck | undefined)[] = [
    notNull && { kind: 'notNull' },
    pattern === undefined ? undefined : { kind: 'pattern', pattern },
    numberRange && { kind: 'numberRange', ...numberRange },
    dateRange && { kind: 'dateRange', ...dateRange },
    acceptedValues && { kind: 'acceptedValues', values: acceptedValues },
    length && { kind: 'length', ...length },
    reference && { kind: 'reference', ...reference },
  ];
  return found.filter((check) => check !== undefined);
}
