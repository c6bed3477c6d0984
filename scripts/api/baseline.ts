import { readFileSync, writeFileSync } from 'node:fs';

import { buildSchema, type GraphQLSchema, lexicographicSortSchema, parse, print, printSchema, visit } from 'graphql';
import * as z from 'zod';

import { breakingChanges } from './api-changes.ts';

/** What clients rely on: the schema that landed last. A file, because a shallow clone or a tarball has no history. */
const BASELINE = 'scripts/api/baseline.graphql';
const acceptedChanges = z.array(z.strictObject({ change: z.string(), reason: z.string().min(20) }));

/** The changes from the baseline to the schema that can break a client and are not in accepted-changes.json. */
export function unacceptedChanges(schema: GraphQLSchema): Promise<string[]> {
  const accepted = acceptedChanges.parse(JSON.parse(readFileSync('scripts/api/accepted-changes.json', 'utf8')));
  return breakingChanges(buildSchema(readFileSync(BASELINE, 'utf8')), schema, accepted);
}

/** Makes the schema the baseline, after `unacceptedChanges` has found none. */
export function renewBaseline(schema: GraphQLSchema): void {
  writeFileSync(BASELINE, baselineOf(schema));
}

/** Whether everything in the schema is in the baseline, and so protected from now on. */
export function isBaseline(schema: GraphQLSchema): boolean {
  return readFileSync(BASELINE, 'utf8') === baselineOf(schema);
}

/** Without descriptions, which may change. */
export function baselineOf(schema: GraphQLSchema): string {
  const document = visit(parse(printSchema(lexicographicSortSchema(schema))), {
    StringValue: { enter: dropDescription },
  });
  return `${print(document)}\n`;
}

function dropDescription(_node: unknown, key: string | number | undefined): null | undefined {
  return key === 'description' ? null : undefined;
}
