import { expect } from 'vitest';

import { approvalSubscriber } from '../../../src/subscribers/approval-subscriber.ts';
import { govern } from '../../support/governance.ts';
import { serverTest } from '../../support/server/server-test.ts';
import { untilIdle } from '../../support/until-idle.ts';

interface History {
  entity: { name: string; version: number; versions: { edges: { node: { version: number } }[] } };
}
const HISTORY = `{ entity(entityType: METADATA, canonicalKey: "once") {
  name version versions { edges { node { version } } } } }`;

serverTest('an approval that is handled twice, by two workers at once, stays applied as it is', async ({ server }) => {
  const change = { name: 'Once', tier: 'TIER3' };
  await govern(server, { entityType: 'METADATA', canonicalKey: 'once', kind: 'CREATE', change });
  await govern(server, {
    entityType: 'METADATA',
    canonicalKey: 'once',
    kind: 'UPDATE',
    expectedVersion: 1,
    change: { name: 'Twice' },
  });
  await untilIdle(server.parts.database);
  const before = await server.query<History, object>(HISTORY);
  const { offset: last } = await server.parts.log.head('demo');
  const filter = { types: ['approval.approved' as const] };
  const approved = await server.parts.log.page('demo', { filter, limit: 10, newestFirst: false });
  expect(approved).toHaveLength(2);

  const { handle } = approvalSubscriber.handler(server.parts);
  for (const { event, offset } of approved) {
    if (event?.type !== 'approval.approved') throw new Error('not an approval');
    await Promise.all([handle({ event, offset }), handle({ event, offset })]);
  }
  expect(await server.query<History, object>(HISTORY)).toEqual(before);
  expect(before.entity).toMatchObject({ name: 'Twice', version: 2 });
  expect((await server.parts.log.head('demo')).offset).toBe(last);
});
