import * as z from 'zod';

import { boundAnywhereListSchema } from '../../store/entities/bound-entities.ts';
import { COLUMN_TYPES } from '../types/column-type.ts';

/** Of the protocol: a program refuses to speak with one of another version. */
export const VERSION = 1;

const tableNameSchema = z.object({ schema: z.string(), table: z.string() });
const columnSchema = z.object({ name: z.string(), type: z.enum(COLUMN_TYPES) });
const planSchema = z.object({
  name: tableNameSchema,
  mode: z.enum(['replace', 'append']),
  columns: z.array(columnSchema),
  files: z.array(z.string()),
});

/** What a visitor says, in this order: `hello`, then `open`, any number of `insert`, and `finish`. */
export const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), version: z.number(), key: z.string() }),
  z.object({ kind: z.literal('open'), plans: z.array(planSchema) }),
  z.object({ kind: z.literal('insert'), table: z.number(), rows: z.string() }),
  z.object({ kind: z.literal('finish') }),
]);
export type Request = z.output<typeof requestSchema>;

const storedColumnSchema = z.object({ name: z.string(), type: z.string(), baseType: z.string() });
const outcomeSchema = z.object({
  replaced: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  bound: boundAnywhereListSchema,
});

/** The answers to each of them. After `failed`, nothing follows. `refused`: the rows of this `insert` alone. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome') }),
  z.object({
    kind: z.literal('opened'),
    tables: z.array(z.object({ columns: z.array(storedColumnSchema), asksOrigin: z.boolean() })),
  }),
  z.object({ kind: z.literal('inserted') }),
  z.object({ kind: z.literal('refused'), message: z.string(), sqlState: z.string() }),
  z.object({ kind: z.literal('finished'), outcomes: z.array(outcomeSchema) }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type Answer = z.output<typeof answerSchema>;
