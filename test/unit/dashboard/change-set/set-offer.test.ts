import { describe, expect, test } from 'vitest';

import { decisionInput, offerOf, type OfferedItem } from '../../../../dashboard/change-set/set-offer.ts';

const set = { id: 's', atomic: false, requestedBy: { actorId: 'anna' } };
const bert = { actorId: 'bert', roles: ['APPROVER'] } as const;

function item(id: string, changes: Partial<OfferedItem> = {}): OfferedItem {
  return { id, status: 'PENDING', requiredRole: 'APPROVER', votes: [], ...changes };
}

const votedByBert = { votes: [{ actor: { actorId: 'bert' } }] };

describe('what one can do about a change set', () => {
  test('an approver decides what is pending, except what they have voted for', () => {
    const items = [item('a'), item('b', votedByBert), item('c', { status: 'REJECTED' })];
    expect(offerOf(set, items, bert)).toMatchObject({ kind: 'decide', itemIds: ['a'], lackingCount: 0 });
  });

  test('nobody decides their own, and only an approver decides', () => {
    expect(offerOf(set, [item('a')], { ...bert, actorId: 'anna' }).kind).toBe('own');
    expect(offerOf(set, [item('a')], { ...bert, roles: ['STEWARD'] }).kind).toBe('noApprover');
  });

  test('who has voted for all waits, and what is decided is settled', () => {
    expect(offerOf(set, [item('a', votedByBert)], bert).kind).toBe('voted');
    expect(offerOf(set, [item('a', { status: 'APPROVED' })], bert).kind).toBe('settled');
  });

  test('a role that is missing for one item leaves the others; of an atomic set none', () => {
    const items = [item('a'), item('b', { requiredRole: 'ADMIN' })];
    expect(offerOf(set, items, bert)).toMatchObject({ itemIds: ['a'], lackingCount: 1, lackingRoles: ['ADMIN'] });
    expect(offerOf({ ...set, atomic: true }, items, bert)).toEqual({ kind: 'noRole', roles: ['ADMIN'] });
  });
});

describe('the decision that is sent', () => {
  const all = { kind: 'decide', itemIds: ['a', 'b'], lackingCount: 0, lackingRoles: [] } as const;

  test('is one about all, or names the items that are selected', () => {
    expect(decisionInput(set, all, [], 'APPROVE', ' ')).toEqual({ changeSetId: 's', decision: 'APPROVE' });
    expect(decisionInput(set, all, ['b'], 'REJECT', 'no')).toEqual({
      changeSetId: 's',
      items: [{ approvalId: 'b', decision: 'REJECT', comment: 'no' }],
    });
  });

  test('names the items where others have to decide the rest', () => {
    const some = { ...all, itemIds: ['a'], lackingCount: 1 };
    expect(decisionInput(set, some, [], 'APPROVE', '').items).toEqual([{ approvalId: 'a', decision: 'APPROVE' }]);
  });

  test('is about all of an atomic set', () => {
    expect(decisionInput({ ...set, atomic: true }, all, ['a'], 'APPROVE', '')).toEqual({
      changeSetId: 's',
      decision: 'APPROVE',
    });
  });
});
