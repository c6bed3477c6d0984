import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { DeadLetter } from '../../domain/administration/dead-letter.ts';
import { idFrom, uuidIn } from '../../domain/ids.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset, uuidOfId } from '../database/keyset.ts';
import { deadLetter } from './tables.ts';

export interface DeadLetterKey {
  failedAt: string;
  id: string;
}

const NEWEST_FIRST = keyset<DeadLetterKey>('descending', {
  failedAt: deadLetter.failedAt,
  id: uuidOfId('DEAD_LETTER', deadLetter.id),
});

type Settled = 'redeliveredAt' | 'redeliveredBy' | 'dismissedAt' | 'dismissedBy' | 'dismissalReason';
type NewDeadLetter = Omit<DeadLetter, 'id' | 'instead' | Settled>;

/** Stores it, under an id made from the UUID; false if it is stored already. */
export async function insertDeadLetter(db: Db, uuid: string, letter: NewDeadLetter): Promise<boolean> {
  const row = { ...letter, id: uuid };
  const inserted = await db.insert(deadLetter).values(row).onConflictDoNothing().returning({ id: deadLetter.id });
  return inserted.length === 1;
}

/** Records what to do instead of redelivering the dead letter. */
export async function recordInstead(db: Db, uuid: string, instead: string): Promise<void> {
  const job = sql`${deadLetter.job} || ${JSON.stringify({ instead })}::jsonb`;
  await db.update(deadLetter).set({ job }).where(eq(deadLetter.id, uuid));
}

/** The dead letters with these ids, in any order. */
export async function findDeadLettersById(db: Db, tenantId: string, ids: readonly string[]): Promise<DeadLetter[]> {
  const uuids = ids.flatMap((id) => uuidIn('DEAD_LETTER', id) ?? []);
  const where = and(eq(deadLetter.tenantId, tenantId), inArray(deadLetter.id, uuids));
  return (await db.select().from(deadLetter).where(where)).map(toDeadLetter);
}

/** Finds it, and locks it against changes by other transactions until this one ends. */
export async function lockDeadLetter(db: Db, tenantId: string, id: string): Promise<DeadLetter | undefined> {
  const [row] = await db.select().from(deadLetter).where(ofId(tenantId, id)).for('update');
  return row && toDeadLetter(row);
}

export async function recordRedelivery(
  db: Db,
  letter: DeadLetter,
  redelivery: { redeliveredAt: Date; redeliveredBy: Actor },
): Promise<void> {
  await db.update(deadLetter).set(redelivery).where(ofId(letter.tenantId, letter.id));
}

export async function recordDismissal(
  db: Db,
  letter: DeadLetter,
  dismissal: { dismissedAt: Date; dismissedBy: Actor; dismissalReason: string },
): Promise<void> {
  await db.update(deadLetter).set(dismissal).where(ofId(letter.tenantId, letter.id));
}

/** How many open dead letters each job handler has. */
export async function countOpenDeadLetters(db: Db, tenantId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ subscriber: deadLetter.subscriber, count: count() })
    .from(deadLetter)
    .where(and(eq(deadLetter.tenantId, tenantId), isNull(deadLetter.redeliveredAt), isNull(deadLetter.dismissedAt)))
    .groupBy(deadLetter.subscriber);
  return new Map(rows.map(({ subscriber, count }) => [subscriber, count]));
}

/** Newest first. */
export async function pageOfDeadLetters(
  db: Db,
  tenantId: string,
  { includeRedelivered, includeDismissed }: { includeRedelivered: boolean; includeDismissed: boolean },
  page: KeyRange<DeadLetterKey>,
): Promise<DeadLetter[]> {
  const rows = await db
    .select()
    .from(deadLetter)
    .where(
      and(
        eq(deadLetter.tenantId, tenantId),
        includeRedelivered ? undefined : isNull(deadLetter.redeliveredAt),
        includeDismissed ? undefined : isNull(deadLetter.dismissedAt),
        NEWEST_FIRST.between(page),
      ),
    )
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
  return rows.map(toDeadLetter);
}

const jobSchema = z.looseObject({ instead: z.string().optional() });

function toDeadLetter({ id, job, ...row }: typeof deadLetter.$inferSelect): DeadLetter {
  const { instead, ...data } = jobSchema.parse(job);
  return { ...row, id: idFrom('DEAD_LETTER', id), job: data, instead };
}

/** A text that is not the id of a dead letter finds none. */
function ofId(tenantId: string, id: string) {
  const uuid = uuidIn('DEAD_LETTER', id);
  return and(eq(deadLetter.tenantId, tenantId), uuid === undefined ? sql`false` : eq(deadLetter.id, uuid));
}
