import * as z from 'zod';

/** A Postgres identifier: any text that fits into 63 bytes. It is quoted wherever it is used. */
export const identifierSchema = z
  .string()
  .min(1, 'must not be empty')
  .refine(
    (name) => new TextEncoder().encode(name).byteLength <= 63 && !name.includes('\0'),
    'must be at most 63 bytes long',
  );
