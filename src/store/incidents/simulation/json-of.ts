import type * as z from 'zod';

/** Reads JSON that an expression gives, in whichever form the driver does. */
export function jsonOf<T>(schema: z.ZodType<T>): (value: unknown) => T {
  return (value) => schema.parse(typeof value === 'string' ? JSON.parse(value) : value);
}
