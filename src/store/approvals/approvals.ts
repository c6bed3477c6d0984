import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';

import type { Approval, ApprovalStatus } from '../../domain/approvals/approval.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import type { Actor, EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { createProjections } from '../database/statements/projection.ts';
import { createStatements } from '../database/statements/statements.ts';
import type { Transaction } from '../unit-of-work.ts';
import { overdueCondition } from './approval-inbox.ts';
import { recordStep } from './approval-steps.ts';
import { approval } from './tables.ts';

export interface ApprovalQuery {
  statuses?: readonly ApprovalStatus[] | undefined;
  entityTypes?: readonly EntityType[] | undefined;
  canonicalKey?: string | undefined;
  tiers?: readonly Tier[] | undefined;
  /** Ids of the actors who requested them; whether their case matters. */
  requesters?: { ids: readonly string[]; ignoreCase: boolean } | undefined;
  /** Only those that are overdue now, or only the others. */
  overdue?: { wanted: boolean; now: Date } | undefined;
  changeSetId?: string | undefined;
}

export interface ApprovalKey {
  requestedAt: string;
  id: string;
}

const approvalProjection = createProjections<Approval>(approval, { always: ['id', 'entityType', 'canonicalKey'] });
const select = createStatements();
const NEWEST_FIRST = keyset<ApprovalKey>('descending', { requestedAt: approval.requestedAt, id: approval.id });

/** Stores a request; false if the entity already has an open one. */
export async function insertApproval(db: Db, request: Approval): Promise<boolean> {
  const inserted = await db.insert(approval).values(request).onConflictDoNothing().returning({ id: approval.id });
  return inserted.length === 1;
}

export async function findApproval(db: Db, tenantId: string, id: string): Promise<Approval | undefined> {
  return (await db.select().from(approval).where(ofId(tenantId, id)))[0];
}

/** The requests with these ids, in any order. Reads these properties only, if they are given. */
export async function findApprovalsById(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  properties?: ReadonlySet<string>,
): Promise<Approval[]> {
  if (ids.length === 0) return [];
  const projection = approvalProjection(properties);
  return select(db, {
    projection,
    form: 'by id',
    build: () =>
      db
        .select(projection.columns)
        .from(approval)
        .where(
          and(
            eq(approval.tenantId, sql.placeholder('tenantId')),
            sql`${approval.id} = ANY(${sql.placeholder('ids')}::text[])`,
          ),
        ),
    values: { tenantId, ids: [...ids] },
  });
}

/** As `findApproval`, and locks it against changes by other transactions until this one ends. */
export async function lockApproval(db: Db, tenantId: string, id: string): Promise<Approval | undefined> {
  return (await db.select().from(approval).where(ofId(tenantId, id)).for('update'))[0];
}

/** The pending requests of these entities. Reads these properties only, if they are given. */
export async function findPendingApprovals(
  db: Db,
  tenantId: string,
  names: readonly EntityName[],
  properties?: ReadonlySet<string>,
): Promise<Approval[]> {
  if (names.length === 0) return [];
  const projection = approvalProjection(properties);
  const [types, keys] = [sql.placeholder('entityTypes'), sql.placeholder('canonicalKeys')];
  return select(db, {
    projection,
    form: 'pending',
    build: () =>
      db
        .select(projection.columns)
        .from(sql`unnest(${types}::text[], ${keys}::text[]) AS wanted ("entityType", "canonicalKey")`)
        .innerJoin(
          approval,
          and(
            eq(approval.tenantId, sql.placeholder('tenantId')),
            sql`${approval.entityType} = wanted."entityType"`,
            sql`${approval.canonicalKey} = wanted."canonicalKey"`,
            // A literal, so that the planner sees that the partial index applies.
            sql`${approval.status} = 'PENDING'`,
          ),
        ),
    values: {
      tenantId,
      entityTypes: names.map(({ entityType }) => entityType),
      canonicalKeys: names.map(({ canonicalKey }) => canonicalKey),
    },
  });
}

/** The request that blocks others for the entity: a pending one, or one that is approved and not applied yet. */
export async function findOpenApproval(
  db: Db,
  tenantId: string,
  entityType: EntityType,
  canonicalKey: string,
): Promise<Approval | undefined> {
  const where = and(
    eq(approval.tenantId, tenantId),
    eq(approval.entityType, entityType),
    eq(approval.canonicalKey, canonicalKey),
    isOpen(),
  );
  return (await db.select().from(approval).where(where))[0];
}

/** The requests that block others for these entities, in any order. */
export async function findOpenApprovals(db: Db, tenantId: string, names: readonly EntityName[]): Promise<Approval[]> {
  if (names.length === 0) return [];
  const keys = inArray(
    approval.canonicalKey,
    names.map(({ canonicalKey }) => canonicalKey),
  );
  const wanted = new Set(names.map(textOfName));
  const found = await db
    .select()
    .from(approval)
    .where(and(eq(approval.tenantId, tenantId), isOpen(), keys));
  return found.filter((request) => wanted.has(textOfName(request)));
}

/** The requests that create entities and are still open, in any order. */
export async function findOpenCreations(db: Db, tenantId: string): Promise<Approval[]> {
  return db
    .select()
    .from(approval)
    .where(and(eq(approval.tenantId, tenantId), eq(approval.kind, 'CREATE'), isOpen()));
}

export async function recordDecision(
  db: Db,
  id: string,
  decision: { status: ApprovalStatus; decidedBy: Actor; decidedAt: Date; decisionComment: string | null },
): Promise<void> {
  await db.update(approval).set(decision).where(eq(approval.id, id));
}

export async function recordApplied(db: Db, id: string, applied: { entityId: string; appliedAt: Date }): Promise<void> {
  await db
    .update(approval)
    .set({ ...applied, changeSetHold: null })
    .where(eq(approval.id, id));
}

/** Newest request first. */
export async function pageOfApprovals(
  db: Db,
  tenantId: string,
  query: ApprovalQuery,
  page: KeyRange<ApprovalKey>,
): Promise<Approval[]> {
  const { statuses, entityTypes, canonicalKey, tiers, requesters, overdue, changeSetId } = query;
  return db
    .select()
    .from(approval)
    .where(
      and(
        eq(approval.tenantId, tenantId),
        statuses && inArray(approval.status, [...statuses]),
        entityTypes && inArray(approval.entityType, [...entityTypes]),
        canonicalKey === undefined ? undefined : eq(approval.canonicalKey, canonicalKey),
        tiers && inArray(approval.tier, [...tiers]),
        requesters && requesterCondition(requesters),
        overdue && overdueCondition(overdue),
        changeSetId === undefined ? undefined : eq(approval.changeSetId, changeSetId),
        NEWEST_FIRST.between(page),
      ),
    )
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

/** By the index on the lower case, and then exactly, if the case matters. */
function requesterCondition({ ids, ignoreCase }: NonNullable<ApprovalQuery['requesters']>) {
  const requester = sql`${approval.requestedBy} ->> 'actorId'`;
  const all = sql`${sql.param(ids)}::text[]`;
  return and(
    sql`lower(${requester}) = any(array(select lower(id) from unnest(${all}) as id))`,
    ignoreCase ? undefined : sql`${requester} = any(${all})`,
  );
}

function isOpen() {
  return or(eq(approval.status, 'PENDING'), and(eq(approval.status, 'APPROVED'), isNull(approval.appliedAt)));
}

function ofId(tenantId: string, id: string) {
  return and(eq(approval.tenantId, tenantId), eq(approval.id, id));
}

/**
 * Makes an approved request whose change could not be applied pending again: all votes must be cast anew. False if it
 * has been applied after all.
 */
export async function reopenApproval(tx: Transaction, { id, tenantId, round }: Approval): Promise<boolean> {
  const next = {
    status: 'PENDING',
    decidedBy: null,
    decidedAt: null,
    decisionComment: null,
    round: round + 1,
  } as const;
  const waiting = and(
    eq(approval.id, id),
    eq(approval.status, 'APPROVED'),
    eq(approval.round, round),
    isNull(approval.appliedAt),
  );
  const reopened = await tx.db.update(approval).set(next).where(waiting).returning({ id: approval.id });
  if (reopened.length === 0) return false;
  await recordStep(tx, tenantId, { approvalId: id, round: next.round, kind: 'OPENED' });
  return true;
}
