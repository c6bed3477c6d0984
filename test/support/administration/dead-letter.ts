import { randomUUID } from 'node:crypto';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertDeadLetter } from '../../../src/store/queue/dead-letters.ts';
import type { TestServer } from '../server/test-server.ts';

/** A dead letter about the tenant's first event, as if its evaluation had failed for good. */
export async function keepDeadLetter(server: TestServer, tenantId = 'demo', error = 'out of order'): Promise<string> {
  const uuid = randomUUID();
  await insertDeadLetter(drizzleOn(server.parts.database), uuid, {
    tenantId,
    subscriber: 'profile',
    eventOffset: 1,
    job: { work: 'profile', tenantId, offset: 1 },
    error,
    attempts: 6,
    failedAt: server.now(),
  });
  return `ltr_${uuid}`;
}
