import { LOADING_SCHEMA, STORE_SCHEMA } from '../store/database/columns.ts';

/** Schemas that hold state of the server and its libraries, and no datasets. */
export const OWN_SCHEMAS = [STORE_SCHEMA, LOADING_SCHEMA, 'pgboss', 'drizzle'];
