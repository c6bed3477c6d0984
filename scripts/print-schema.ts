/* Writes schema.graphql, and makes it the baseline of later changes unless it breaks clients of the present one. */
import { writeFileSync } from 'node:fs';

import { lexicographicSortSchema, printSchema } from 'graphql';

import { schema } from '../src/schema/schema.ts';
import { renewBaseline, unacceptedChanges } from './api/baseline.ts';

writeFileSync('schema.graphql', `${printSchema(lexicographicSortSchema(schema))}\n`);

const breaking = await unacceptedChanges(schema);
if (breaking.length === 0) renewBaseline(schema);
else {
  for (const change of breaking) console.error(`breaks clients: ${change}`);
  console.error('schema.graphql is written, its baseline is not: see "Change the API" in CONTRIBUTING.md.');
  process.exitCode = 1;
}
