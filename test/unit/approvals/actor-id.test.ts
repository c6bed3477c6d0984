import { expect, test } from 'vitest';

import { type ActorIdCase, normalizeActorId } from '../../../src/domain/actor-id.ts';
import { type Decision, refuseDecision } from '../../../src/domain/approvals/approval.ts';
import { isForViewer } from '../../../src/domain/approvals/approval-step.ts';
import { warnOfOwner } from '../../../src/domain/stranger.ts';
import { viewerOf } from '../../support/server/viewer.ts';

const human = (actorId: string) => ({ actorId, actorType: 'HUMAN' as const });
const annaWith = (actorIdCase?: ActorIdCase) =>
  viewerOf({ actor: human('anna@example.com'), roles: ['APPROVER'], ...(actorIdCase && { actorIdCase }) });
/** As it was kept before case was ignored. */
const request = {
  status: 'PENDING' as const,
  requestedBy: human('Anna@Example.com'),
  decidedBy: null,
  requiredRole: 'APPROVER' as const,
  votes: [],
};

test('an id is compared as it is written, unless case is ignored', () => {
  expect(normalizeActorId('Anna@Example.com', 'exact')).toBe('Anna@Example.com');
  expect(normalizeActorId('Anna@Example.com', 'ignore')).toBe('anna@example.com');
});

test('an id without case is the same once more, and no longer than it was', () => {
  for (const id of ['ÄÖÜ', 'İSTANBUL', 'ΟΔΟΣ', '𐐀', 'ǅ', 'straße', '名']) {
    const normalized = normalizeActorId(id, 'ignore');
    expect(normalizeActorId(normalized, 'ignore')).toBe(normalized);
    expect(normalized.length).toBe(id.length);
  }
});

test.each<[Decision, ActorIdCase | undefined, string | undefined]>([
  ['APPROVED', 'ignore', 'forbidden'],
  ['REJECTED', 'ignore', 'forbidden'],
  ['WITHDRAWN', 'ignore', undefined],
  ['APPROVED', 'exact', undefined],
  ['APPROVED', undefined, undefined],
  ['WITHDRAWN', 'exact', 'forbidden'],
])(
  '%s by whose id differs in case from the requester’s, where it is compared %s: %s',
  (decision, actorIdCase, kind) => {
    expect(refuseDecision(request, decision, annaWith(actorIdCase))?.kind).toBe(kind);
  },
);

test('nobody votes once more under another spelling', () => {
  const voted = { ...request, requestedBy: human('bert'), votes: [{ actor: human('ANNA@example.com') }] };
  expect(refuseDecision(voted, 'APPROVED', annaWith('ignore'))?.kind).toBe('conflict');
  expect(refuseDecision(voted, 'APPROVED', annaWith('exact'))).toBeNull();
});

test('a request of one’s own is not in the inbox, however it is spelled', () => {
  expect(isForViewer(request, annaWith('ignore'))).toBe(false);
  expect(isForViewer(request, annaWith('exact'))).toBe(true);
});

test('the warning of a stranger names who differs by case alone, where that makes somebody else', () => {
  const stranger = { actorId: 'Anna', knownAs: null };
  const unknown = 'Nobody with the id "Anna" has requested, decided or followed anything here.';
  const exact = { path: ['owner'], actorIdCase: 'exact' as const, known: ['anna'] };
  expect(warnOfOwner(stranger, { path: ['owner'], actorIdCase: 'ignore', known: [] })).toEqual({
    path: ['owner'],
    message: unknown,
  });
  expect(warnOfOwner(stranger, { ...exact, known: ['bert'] }).message).toBe(
    `${unknown} Ids are compared exactly, upper and lower case included.`,
  );
  expect(warnOfOwner({ ...stranger, knownAs: 'anna' }, exact).message).toBe(
    `${unknown} Ids are compared exactly, upper and lower case included; known here is "anna".`,
  );
});

test('the warning of a stranger names those who may have been meant', () => {
  const unknown = 'Nobody with the id "finanec-data" has requested, decided or followed anything here';
  const warned = (known: string[], actorIdCase: 'exact' | 'ignore') =>
    warnOfOwner({ actorId: 'finanec-data', knownAs: null }, { path: ['owner'], known, actorIdCase }).message;
  expect(warned(['anna', 'finance-data', 'sales'], 'ignore')).toBe(`${unknown}; did you mean finance-data?`);
  expect(warned(['anna', 'finance-data', 'sales'], 'exact')).toBe(
    `${unknown}; did you mean finance-data? Ids are compared exactly, upper and lower case included.`,
  );
});
