import { until } from '../until.ts';
import { createApi } from './api.ts';
import type { Cluster, Instance } from './cluster.ts';

/** The tables of the entities; slow ones are added by who wants them. */
export const WAREHOUSE = `
  CREATE SCHEMA faults;
  CREATE TABLE faults.quick AS SELECT 1 AS id`;

/** No pass but those that the tests bring forward, and those of a start. */
export const NO_PASSES = { PROFILE_SCHEDULE: '0 0 1 1 *' };

const REQUEST = `mutation ($input: RequestApprovalInput!) {
  requestApproval(input: $input) {
    __typename
    ... on RequestApprovalSuccess { approval { id } }
    ... on Error { message }
  }
}`;
const APPROVE = `mutation ($id: ID!) {
  approve(input: { approvalId: $id, comment: "fine" }) { __typename ... on Error { message } }
}`;

/** Entities of the lowest tier, one for each table, approved and applied. Their ids are in no order. */
export async function createEntities(on: Cluster, tenantId: string, instance: Instance, tables: readonly string[]) {
  const [requester, decider] = await Promise.all([createApi(tenantId, 'anna'), createApi(tenantId, 'bert')]);
  let next = 0;
  async function worker(): Promise<void> {
    while (next < tables.length) {
      const index = next++;
      const change = { name: `Entity ${index}`, tier: 'TIER5', dataset: { schema: 'faults', table: tables[index] } };
      const input = { entityType: 'METADATA', canonicalKey: `entity_${index}`, kind: 'CREATE', change };
      const { requestApproval } = await requester.query<{ requestApproval: { approval?: { id: string } } }>(
        instance,
        REQUEST,
        { input },
      );
      const id = requestApproval.approval?.id;
      if (id === undefined) throw new Error(`the request was refused: ${JSON.stringify(requestApproval)}`);
      const { approve } = await decider.query<{ approve: { __typename: string } }>(instance, APPROVE, { id });
      if (approve.__typename !== 'ApproveSuccess') throw new Error(`not approved: ${JSON.stringify(approve)}`);
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker));
  await until(
    'the entities to be there, and evaluated',
    async () =>
      (await count(on, 'governance.mdm_entity WHERE tenant_id = $1', [tenantId])) === tables.length &&
      (await count(
        on,
        `governance.profiling_decision decision JOIN governance.event_log log
           ON log.tenant_id = decision.tenant_id AND stream_offset = event_offset
         WHERE log.tenant_id = $1 AND type = 'metadata.approved'`,
        [tenantId],
      )) === tables.length,
    60_000,
  );
}

export async function count(on: Cluster, from: string, params: readonly unknown[]): Promise<number> {
  const [row] = await on.sql<{ count: string }>(`SELECT count(*) FROM ${from}`, params);
  return Number(row?.count);
}

/** What came of each trigger of a tenant. */
export interface Effects {
  entityId: string;
  triggers: number;
  decisions: number;
  runs: number;
  profiles: number;
  completed: number;
  failed: number;
}

export async function effectsOf(on: Cluster, tenantId: string, trigger: string): Promise<Effects[]> {
  return on.sql<Effects>(
    `SELECT entity.id AS "entityId",
       (SELECT count(*)::int FROM governance.event_log log WHERE log.tenant_id = $1 AND type = $2
          AND (event->'payload'->>'entityId' = entity.id
            OR event->'payload'->'service'->>'table' = entity.dataset_table)) AS triggers,
       (SELECT count(*)::int FROM governance.profiling_decision decision JOIN governance.event_log log
          ON log.tenant_id = decision.tenant_id AND stream_offset = event_offset
          WHERE log.tenant_id = $1 AND type = $2 AND entity_id = entity.id AND profiled) AS decisions,
       (SELECT count(*)::int FROM governance.profile_run WHERE entity_id = entity.id) AS runs,
       (SELECT count(*)::int FROM governance.mdm_profile WHERE entity_id = entity.id) AS profiles,
       (SELECT count(*)::int FROM governance.event_log WHERE tenant_id = $1
          AND type = 'metadata.profile.completed' AND event->'payload'->>'entityId' = entity.id) AS completed,
       (SELECT count(*)::int FROM governance.event_log WHERE tenant_id = $1
          AND type = 'metadata.profile.failed' AND event->'payload'->>'entityId' = entity.id) AS failed
     FROM governance.mdm_entity entity WHERE tenant_id = $1`,
    [tenantId, trigger],
  );
}

/** The effects that are not exactly one for each of so many triggers. */
export function strays(effects: readonly Effects[], triggers: number): Effects[] {
  return effects.filter(
    ({ entityId: _, failed, ...counts }) => failed > 0 || Object.values(counts).some((made) => made !== triggers),
  );
}

export function sum(effects: readonly Effects[], of: (one: Effects) => number): number {
  return effects.reduce((total, one) => total + of(one), 0);
}
