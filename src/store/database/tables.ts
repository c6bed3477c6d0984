import { sql } from 'drizzle-orm';
import { boolean, check, text, uuid } from 'drizzle-orm/pg-core';

import { governance, instant } from './columns.ts';

/** One row: the name of this store, which distinguishes it from others that share a Redis. */
export const storeIdentity = governance.table(
  'store_identity',
  {
    only: boolean('only').primaryKey().default(true),
    id: uuid('id').notNull().defaultRandom(),
  },
  (table) => [check('store_identity_has_one_row', sql`${table.only}`)],
);

/** A row for each recent transaction, by which the outcome of its COMMIT can be determined. */
export const commitMarker = governance.table('commit_marker', {
  id: uuid('id').primaryKey().defaultRandom(),
  transactionId: text('transaction_id').notNull(),
  beganAt: instant('began_at').notNull().defaultNow(),
});
