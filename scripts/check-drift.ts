/* Fails when what is generated and committed is not what the sources make today. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { generate } from '@graphql-codegen/cli';
import { assertValidSchema, lexicographicSortSchema, printSchema } from 'graphql';

import config from '../codegen.ts';
import { schema } from '../src/schema/schema.ts';

const problems: string[] = [];

assertValidSchema(schema);
if (readFileSync('schema.graphql', 'utf8') !== `${printSchema(lexicographicSortSchema(schema))}\n`) {
  problems.push('schema.graphql is not what the code makes: npm run schema');
}

const documents = await generate({ ...config, silent: true }, false);
for (const { filename, content } of documents) {
  if (readFileSync(filename, 'utf8') !== content) problems.push(`${filename} is out of date: npm run codegen`);
}

// drizzle-kit writes a migration for whatever the tables have and the migrations have not.
const MIGRATIONS = 'src/store/migrations';
const before = readdirSync(MIGRATIONS).length;
const drizzleKit = [
  '--no-install',
  'drizzle-kit',
  'generate',
  '--config',
  'scripts/drizzle.config.ts',
  '--name',
  'drift',
];
execFileSync('npx', drizzleKit, { stdio: 'pipe' });
if (readdirSync(MIGRATIONS).length > before) {
  problems.push(
    'src/store/tables.ts has changes without a migration: one was just written, look it over and commit it',
  );
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
