import type { Client } from 'urql';

import type { EntityType } from '../gql/types.ts';
import { NewestDecisionsDocument } from './change.generated.ts';

export interface MadeDecision {
  profiled: boolean;
  joined: boolean;
  explanation: string;
}

/** The rules are evaluated shortly after the request, by a job. */
const WAITS_MS = [400, 800, 1_500, 3_000, 5_000];

/** What the profiling rules decided about an event; undefined: nothing within ten seconds. */
export async function findDecision(
  client: Client,
  entity: { entityType: EntityType; canonicalKey: string },
  eventId: string,
): Promise<MadeDecision | undefined> {
  const { entityType, canonicalKey } = entity;
  for (const waitMs of WAITS_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const { data } = await client
      .query(NewestDecisionsDocument, { entityType, canonicalKey }, { requestPolicy: 'network-only' })
      .toPromise();
    const found = data?.entity?.profilingDecisions.edges.find(({ node }) => node.event.id === eventId);
    if (found) return found.node;
  }
  return undefined;
}
