/* Writes what the dashboard's cache has to know of the schema: which types belong to an interface or a union. */
import { readFileSync, writeFileSync } from 'node:fs';

import { graphSchemaOf } from './graph-schema.ts';

writeFileSync('dashboard/gql/graph-schema.json', graphSchemaOf(readFileSync('schema.graphql', 'utf8')));
