import { and, eq, isNotNull } from 'drizzle-orm';

import type { Approval } from '../../domain/approvals/approval.ts';
import type { FieldChange } from '../../domain/entities/entity.ts';
import type { Db } from '../database/drizzle.ts';
import { entityVersion } from '../entities/tables.ts';
import { approval } from './tables.ts';

/** An item of a change set that took effect, and the version of its entity that it made. */
export interface AppliedItem extends Pick<
  Approval,
  'id' | 'round' | 'kind' | 'entityType' | 'canonicalKey' | 'requestedBy'
> {
  entityId: string;
  version: number;
  diff: FieldChange[];
}

const OF_APPROVAL = and(eq(entityVersion.tenantId, approval.tenantId), eq(entityVersion.approvalId, approval.id));

/** The id of the change set that changed an entity, in which all has this correlation id; undefined: none did. */
export async function findSetOfChange(
  db: Db,
  { tenantId, entityId, correlationId }: { tenantId: string; entityId: string; correlationId: string },
): Promise<string | undefined> {
  const [found] = await db
    .select({ id: approval.changeSetId })
    .from(entityVersion)
    .innerJoin(approval, OF_APPROVAL)
    .where(
      and(
        eq(entityVersion.tenantId, tenantId),
        eq(entityVersion.entityId, entityId),
        eq(approval.correlationId, correlationId),
        isNotNull(approval.changeSetId),
      ),
    )
    .limit(1);
  return found?.id ?? undefined;
}

/** In no order. */
export async function findAppliedItems(db: Db, tenantId: string, changeSetId: string): Promise<AppliedItem[]> {
  const { id, round, kind, entityType, canonicalKey, requestedBy } = approval;
  const { entityId, version, diff } = entityVersion;
  return db
    .select({ id, round, kind, entityType, canonicalKey, requestedBy, entityId, version, diff })
    .from(approval)
    .innerJoin(entityVersion, and(eq(entityVersion.entityId, approval.entityId), OF_APPROVAL))
    .where(and(eq(approval.tenantId, tenantId), eq(approval.changeSetId, changeSetId), isNotNull(approval.appliedAt)));
}
