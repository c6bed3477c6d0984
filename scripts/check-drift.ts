/* Fails if committed generated files differ from what the sources generate today. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { generate } from '@graphql-codegen/cli';
import { assertValidSchema, lexicographicSortSchema, printSchema } from 'graphql';

import config from '../codegen.ts';
import { documents as documentTexts } from '../src/documents/documents.ts';
import { schema } from '../src/schema/schema.ts';
import { graphSchemaOf } from './graph-schema.ts';

const problems: string[] = [];

assertValidSchema(schema);
if (readFileSync('schema.graphql', 'utf8') !== `${printSchema(lexicographicSortSchema(schema))}\n`) {
  problems.push('schema.graphql is not what the code makes: npm run schema');
}

const GRAPH_SCHEMA = 'dashboard/gql/graph-schema.json';
if (readFileSync(GRAPH_SCHEMA, 'utf8') !== graphSchemaOf(readFileSync('schema.graphql', 'utf8')))
  problems.push(`${GRAPH_SCHEMA} is out of date: npm run codegen`);

for (const [path, text] of documentTexts()) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
    problems.push(`${path} is out of date: npm run documents`);
}
for (const name of readdirSync('schemas')) {
  if (!documentTexts().has(`schemas/${name}`)) problems.push(`schemas/${name} describes nothing: npm run documents`);
}

const documents = await generate({ ...config, silent: true }, false);
for (const { filename, content } of documents) {
  if (readFileSync(filename, 'utf8') !== content) problems.push(`${filename} is out of date: npm run codegen`);
}

// drizzle-kit writes a migration for whatever the migrations lack of the tables: here into a copy of them. It accepts
// no absolute path.
const MIGRATIONS_FOLDER = relative('.', mkdtempSync(join(tmpdir(), 'mdm-migrations-')));
try {
  cpSync('src/store/database/migrations', MIGRATIONS_FOLDER, { recursive: true });
  const before = readdirSync(MIGRATIONS_FOLDER).length;
  const said = execFileSync(
    'npx',
    ['--no-install', 'drizzle-kit', 'generate', '--config', 'scripts/drizzle.config.ts'],
    {
      encoding: 'utf8',
      env: { ...process.env, MIGRATIONS_FOLDER },
    },
  );
  if (readdirSync(MIGRATIONS_FOLDER).length === before) {
    // It exits with 0 even when it fails.
    if (!said.includes('No schema changes')) problems.push(`drizzle-kit failed:\n${said}`);
  } else {
    problems.push('the tables in src/store have changes without a migration: npm run migration -- --name NAME');
  }
} finally {
  rmSync(MIGRATIONS_FOLDER, { recursive: true });
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
