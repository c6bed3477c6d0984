/* Fails if schema.graphql lacks or changes something that clients may use already, or deprecates without a reason. */
import { readFileSync } from 'node:fs';

import { buildSchema } from 'graphql';

import { unexplainedDeprecations } from './api/api-changes.ts';
import { isBaseline, unacceptedChanges } from './api/baseline.ts';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const breaking = await unacceptedChanges(schema);
const problems = [
  ...breaking.map((change) => `breaks clients: ${change}`),
  ...unexplainedDeprecations(schema).map((coordinate) => `${coordinate} is deprecated without a reason`),
];
if (breaking.length === 0 && !isBaseline(schema)) problems.push('the baseline lacks what is new: npm run schema');

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
