import type { MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { readOnChange } from '../../events/live/read-on-change.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findOpenProposal } from '../../store/monitoring/policy-proposals.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';
import type { WatchParts } from '../watch-numbered.ts';

export interface WatchPolicyParts extends WatchParts {
  database: Database;
  policies: Pick<StoredPolicies, 'read'>;
}

/**
 * The policy of the viewer's tenant now, and then whenever it or its open proposal is another one. What comes and goes
 * while nobody reads is left out. It pauses while the store is unavailable.
 */
export function watchPolicy(
  { changes, database, policies, logger }: WatchPolicyParts,
  { tenantId }: Viewer,
): AsyncIterableIterator<MonitoringPolicy> {
  const db = drizzleOn(database);
  let seen: string | undefined;
  return readOnChange({
    changes: changes.watch({ tenantId, topic: 'policies' }),
    async read() {
      const policy = await policies.read(db, tenantId);
      const proposal = await findOpenProposal(db, tenantId);
      const state = JSON.stringify([policy.version, proposal?.id]);
      if (state === seen) return [];
      seen = state;
      return [policy];
    },
    onError: (error) => {
      logger.error({ err: error, tenantId }, 'the monitoring policy could not be read');
    },
  });
}
