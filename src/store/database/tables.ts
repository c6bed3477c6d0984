import { sql } from 'drizzle-orm';
import { boolean, check, text, uuid } from 'drizzle-orm/pg-core';

import { governance, instant } from './columns.ts';

/** One row: the name of this store, which tells it from others that ring the same Redis. */
export const storeIdentity = governance.table(
  'store_identity',
  {
    only: boolean('only').primaryKey().default(true),
    id: uuid('id').notNull().defaultRandom(),
  },
  (table) => [check('store_identity_has_one_row', sql`${table.only}`)],
);

/** A row of each transaction of the last minutes whose outcome somebody may have to ask for. */
export const commitMarker = governance.table('commit_marker', {
  id: uuid('id').primaryKey().defaultRandom(),
  transactionId: text('transaction_id').notNull(),
  beganAt: instant('began_at').notNull().defaultNow(),
});
