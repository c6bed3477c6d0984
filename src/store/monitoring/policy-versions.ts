import { desc, eq } from 'drizzle-orm';

import type { MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { Db } from '../database/drizzle.ts';
import { monitoringPolicyVersion } from './tables.ts';

/** The newest version of a tenant's own policy; undefined: it has none. */
export async function findOwnPolicy(db: Db, tenantId: string): Promise<MonitoringPolicy | undefined> {
  const [row] = await db
    .select()
    .from(monitoringPolicyVersion)
    .where(eq(monitoringPolicyVersion.tenantId, tenantId))
    .orderBy(desc(monitoringPolicyVersion.version))
    .limit(1);
  return row && { ...row.content, version: row.version };
}

/** The newest version of each tenant that has its own policy. */
export async function findOwnPolicies(db: Db): Promise<Map<string, MonitoringPolicy>> {
  const rows = await db
    .selectDistinctOn([monitoringPolicyVersion.tenantId])
    .from(monitoringPolicyVersion)
    .orderBy(monitoringPolicyVersion.tenantId, desc(monitoringPolicyVersion.version));
  return new Map(rows.map(({ tenantId, version, content }) => [tenantId, { ...content, version }]));
}

export async function insertPolicyVersion(
  db: Db,
  tenantId: string,
  { version, ...content }: MonitoringPolicy,
): Promise<void> {
  await db.insert(monitoringPolicyVersion).values({ tenantId, version, content });
}
