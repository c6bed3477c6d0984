import * as z from 'zod';

export interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  /** What a value must be, to go on after "expected". */
  expected: string;
  /** What it means, and what holds when it is left out. */
  meaning: string;
  secret?: true;
}

export const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

/** Not set is false. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

export const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('it is not JSON');
    return z.NEVER;
  }
});
