import { afterAll, beforeAll, expect, test } from 'vitest';

import { requestChangeSet } from '../../../src/workflow/approvals/change-sets/request-change-set.ts';
import { person, setsOf, term } from '../../support/change-sets.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

// The embedded store has one transaction at a time: nothing is locked there by others.
let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance(await openPostgresStore());
});
afterAll(() => instance[Symbol.asyncDispose]());

/** Does something while another transaction, as an import would, has locked the entity. */
async function whileLocked(tenantId: string, key: string, work: () => Promise<void>): Promise<void> {
  await instance.parts.database.transaction(async (sql) => {
    const text = 'SELECT id FROM governance.mdm_entity WHERE tenant_id = $1 AND canonical_key = $2 FOR UPDATE';
    await sql.query(text, [tenantId, key]);
    await work();
  });
}

const update = (canonicalKey: string) => ({
  entityType: 'GLOSSARY' as const,
  canonicalKey,
  kind: 'UPDATE' as const,
  expectedVersion: 1,
  change: { name: 'New' },
});

test('a set whose entity another transaction changes is refused with a conflict that names it', async () => {
  const sets = setsOf(instance.parts, 'busy-request');
  await sets.approveAll((await sets.request([term('kept')])).id);
  await sets.apply();
  await whileLocked(sets.tenantId, 'kept', async () => {
    const items = [term('new'), update('kept')];
    const outcome = await requestChangeSet(instance.parts, person(sets.tenantId, 'anna'), { items, atomic: false });
    expect(outcome).toMatchObject({
      kind: 'conflict',
      message: 'GLOSSARY kept is being changed at this moment: try again.',
    });
  });
  expect(await sets.countOf('change_set')).toBe(1);
});

test('a set that cannot be applied while another transaction changes its entity is applied later', async () => {
  const sets = setsOf(instance.parts, 'busy-apply');
  await sets.approveAll((await sets.request([term('kept')])).id);
  await sets.apply();
  const set = await sets.request([term('new', ['kept']), update('kept')], { atomic: true });
  await sets.approveAll(set.id);
  await whileLocked(sets.tenantId, 'kept', async () => {
    await sets.apply();
    expect(await sets.statusesOf(set)).toEqual(['APPROVED', 'APPROVED']);
  });
  const { rows } = await instance.parts.database.query(
    `SELECT DISTINCT data->>'tenantId' AS "tenantId" FROM pgboss.job WHERE name = 'approval' AND start_after > created_on`,
  );
  expect(rows).toEqual([{ tenantId: sets.tenantId }]);
  await sets.apply();
  expect(await sets.statusesOf(set)).toEqual(['APPROVED and applied', 'APPROVED and applied']);
});
