import type { Approval } from '../../src/domain/approvals/approval.ts';
import type { Role, Viewer } from '../../src/domain/viewer.ts';
import type { LoggedEvent } from '../../src/events/log/log.ts';
import type { EventOf, EventType } from '../../src/events/schemas/catalogue.ts';
import { findItems } from '../../src/store/approvals/change-set-items.ts';
import { drizzleOn } from '../../src/store/database/drizzle.ts';
import { findEntity } from '../../src/store/entities/entities.ts';
import { approvalSubscriber } from '../../src/subscribers/approval-subscriber.ts';
import { decideChangeSet } from '../../src/workflow/approvals/change-sets/decide-change-set.ts';
import { requestChangeSet } from '../../src/workflow/approvals/change-sets/request-change-set.ts';
import { decideApproval } from '../../src/workflow/approvals/decide-approval.ts';
import type { ApprovalRequest } from '../../src/workflow/approvals/draft-approval.ts';
import { viewerOf } from './server/viewer.ts';
import type { TestInstance } from './store/test-instance.ts';

export const person = (
  tenantId: string,
  actorId: string,
  roles: readonly Role[] = ['VIEWER', 'STEWARD', 'APPROVER'],
): Viewer => viewerOf({ tenantId, actor: { actorId, actorType: 'HUMAN' }, roles });

/** Asks for a term that is related to others. */
export const term = (canonicalKey: string, relatedTerms: string[] = [], tier = 'tier3'): ApprovalRequest => ({
  entityType: 'GLOSSARY',
  canonicalKey,
  kind: 'CREATE',
  change: { name: canonicalKey, tier, glossary: { definition: 'What it is.', relatedTerms } },
});

/** What is done to the change sets of a tenant, and seen of them. */
export function setsOf(parts: TestInstance['parts'], tenantId: string) {
  const db = drizzleOn(parts.database);

  async function rowsOf<R>(text: string, params: unknown[] = []): Promise<R[]> {
    return (await parts.database.query(text, [tenantId, ...params])).rows as R[];
  }

  /** The items of a set by the canonical keys of their entities. */
  async function items(set: { id: string }): Promise<Record<string, Approval>> {
    const found = await findItems(db, { tenantId, id: set.id });
    return Object.fromEntries(found.map((item) => [item.canonicalKey, item]));
  }

  /** The events of these types, in the order of the log. */
  async function events<T extends EventType>(...types: T[]): Promise<(LoggedEvent & { event: EventOf<T> })[]> {
    const entries = await parts.log.page(tenantId, { filter: { types }, limit: 2_000, newestFirst: false });
    return entries as (LoggedEvent & { event: EventOf<T> })[];
  }

  return {
    tenantId,
    items,
    events,

    /** A set of anna's that must be taken. */
    async request(
      wanted: readonly ApprovalRequest[],
      { atomic = false, comment }: { atomic?: boolean; comment?: string } = {},
    ) {
      const outcome = await requestChangeSet(parts, person(tenantId, 'anna'), { items: wanted, atomic, comment });
      if (outcome.kind !== 'done') throw new Error(outcome.message);
      return outcome.changeSet;
    },

    approveAll: (changeSetId: string, actorId = 'bert') =>
      decideChangeSet(parts, person(tenantId, actorId), { changeSetId, status: 'APPROVED' }),

    decide: (approvalId: string, status: 'APPROVED' | 'REJECTED' | 'WITHDRAWN', actorId = 'bert') =>
      decideApproval(parts, person(tenantId, actorId), { approvalId, status, comment: 'so' }),

    /** Has all approvals handled at once, in this order of their events, as workers of many instances would. */
    async apply(order: <E>(entries: readonly E[]) => readonly E[] = (entries) => entries): Promise<void> {
      const { handle } = approvalSubscriber.handler(parts);
      const approved = await events('approval.approved');
      await Promise.all(order(approved).map(({ event, offset }) => handle({ event, offset })));
    },

    async statusesOf(set: { id: string }): Promise<string[]> {
      return Object.values(await items(set)).map(
        ({ status, appliedAt }) => `${status}${appliedAt ? ' and applied' : ''}`,
      );
    },

    async countOf(table: string): Promise<number | undefined> {
      const text = `SELECT count(*)::int AS n FROM governance.${table} WHERE tenant_id = $1`;
      return (await rowsOf<{ n: number }>(text))[0]?.n;
    },

    /** Of a term; undefined: there is none. */
    versionOf: async (key: string) => (await findEntity(db, tenantId, 'GLOSSARY', key))?.version,

    async setVersion(key: string, version: number): Promise<void> {
      await rowsOf('UPDATE governance.mdm_entity SET version = $3 WHERE tenant_id = $1 AND canonical_key = $2', [
        key,
        version,
      ]);
    },

    async comments(): Promise<string[]> {
      const text = 'SELECT text FROM governance.approval_comment WHERE tenant_id = $1 ORDER BY created_at, id';
      return (await rowsOf<{ text: string }>(text)).map((row) => row.text);
    },
  };
}
