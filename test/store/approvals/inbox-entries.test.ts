import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Approval } from '../../../src/domain/approvals/approval.ts';
import type { Viewer } from '../../../src/domain/viewer.ts';
import {
  countInbox,
  type InboxKey,
  type InboxQuery,
  pageOfInbox,
} from '../../../src/store/approvals/approval-inbox.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { decideApproval } from '../../../src/workflow/approvals/decide-approval.ts';
import { requestApproval } from '../../../src/workflow/approvals/request-approval.ts';
import { person, setsOf, term } from '../../support/change-sets.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe.each(STORES)('an inbox with one entry for a change set on %s', (_, openStore) => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  /** Page by page, one request each. */
  async function read(viewer: Viewer, query: InboxQuery, backwards = false) {
    const db = drizzleOn(instance.parts.database);
    const found: string[] = [];
    for (let key: InboxKey | undefined; ;) {
      const range = { ...(backwards ? { before: key } : { after: key }), limit: 1, backwards };
      const [request]: Approval[] = await pageOfInbox(db, viewer, { ...query, onePerChangeSet: true }, range);
      if (!request) break;
      found.push(request.canonicalKey);
      const { dueAt, requestedAt, id } = request;
      key = { dueAt: dueAt?.toISOString() ?? null, requestedAt: requestedAt.toISOString(), id };
    }
    return {
      found: backwards ? found.reverse() : found,
      entries: await countInbox(db, viewer, { ...query, onePerChangeSet: true }),
      requests: await countInbox(db, viewer, query),
    };
  }

  test('of each set it has the most urgent request that the viewer can decide and that matches the filter', async () => {
    const { parts } = instance;
    const tenantId = 'entries';
    const sets = setsOf(parts, tenantId);
    const [anna, bert] = [person(tenantId, 'anna'), person(tenantId, 'bert')];
    const single = await requestApproval(parts, anna, { ...term('single'), dueAt: inDays(2) });
    if (single.kind !== 'done') throw new Error(single.message);
    const set = await sets.request([
      { ...term('late'), dueAt: inDays(4) },
      { ...term('soon'), dueAt: inDays(1) },
      { ...term('important', [], 'tier1'), dueAt: inDays(3) },
      term('whenever'),
    ]);
    await sets.request([term('other_a'), term('other_b')]);
    // Nobody is asked to decide what he has requested himself.
    const own = await requestApproval(parts, bert, term('own'));
    if (own.kind !== 'done') throw new Error(own.message);

    const whole = await read(bert, {});
    expect(whole).toMatchObject({ entries: 3, requests: 7 });
    expect(whole.found.slice(0, 2)).toEqual(['soon', 'single']);
    expect(whole.found[2]).toMatch(/^other_[ab]$/);
    expect((await read(bert, {}, true)).found).toEqual(whole.found);
    expect(await read(bert, { tiers: ['tier1'] })).toEqual({ found: ['important'], entries: 1, requests: 1 });
    expect((await read(anna, {})).found).toEqual(['own']);
    expect((await read(person('elsewhere', 'bert'), {})).entries).toBe(0);

    // The next one stands for the set when the first is decided.
    const items = await sets.items(set);
    const decision = { approvalId: items.soon?.id ?? '', status: 'APPROVED', comment: undefined } as const;
    expect((await decideApproval(parts, bert, decision)).kind).toBe('done');
    expect((await read(bert, {})).found.slice(0, 2)).toEqual(['single', 'important']);
    expect(await read(bert, {})).toMatchObject({ entries: 3, requests: 6 });
  });
});
