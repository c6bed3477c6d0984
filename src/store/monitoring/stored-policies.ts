import type { MonitoringPolicies, MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import { completePolicy } from '../../domain/monitoring/policy-change.ts';
import type { Transport } from '../../events/transport/transport.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import { findOwnPolicies, findOwnPolicy } from './policy-versions.ts';

/** How long a policy is used before it is read again, if no signal says that it changed: a signal may be lost. */
export const POLICY_KEPT_MS = 3_000;
/** Tenants whose policies are kept. */
const MAX_KEPT = 10_000;

/** The policies of all tenants, as this instance sees them. */
export interface StoredPolicies extends MonitoringPolicies, Disposable {
  /** Of a tenant that has none of its own. */
  defaults: MonitoringPolicy;
  /** What `of` would give without reading; undefined: it would have to read. */
  known(tenantId: string): MonitoringPolicy | undefined;
  /**
   * As `of`, inside of a transaction, on whose connection it reads: the embedded store has one, and whoever waited for
   * another would wait for ever.
   */
  within(tx: Db): MonitoringPolicies;
  /** As it is now in the store. */
  read(db: Db, tenantId: string): Promise<MonitoringPolicy>;
  /** Those of all tenants that have their own, as they are now in the store. */
  readOwn(db: Db): Promise<Map<string, MonitoringPolicy>>;
}

export interface StoredPoliciesParts {
  database: Sql;
  transport: Pick<Transport, 'listen'>;
  defaults: MonitoringPolicy;
  /** A clock that is never set, in milliseconds. */
  now?: () => number;
}

interface Kept {
  /** When the read began. */
  sinceMs: number;
  policy: Promise<MonitoringPolicy>;
  /** Once it has been read. */
  value?: MonitoringPolicy;
}

/** A change is in force here after a change signal, or at the latest POLICY_KEPT_MS after its commit. */
export function createStoredPolicies(parts: StoredPoliciesParts): StoredPolicies {
  const { database, transport, defaults, now = () => performance.now() } = parts;
  const kept = new Map<string, Kept>();

  const stopListening = transport.listen({
    // What is being read may be from before the change: it is forgotten as well.
    onChangeSignal({ tenantId, topic }) {
      if (topic === 'policies') kept.delete(tenantId);
    },
    onGap() {
      kept.clear();
    },
  });

  async function read(db: Db, tenantId: string): Promise<MonitoringPolicy> {
    const own = await findOwnPolicy(db, tenantId);
    return own ? completed(own) : defaults;
  }

  function completed(own: MonitoringPolicy): MonitoringPolicy {
    return { ...completePolicy(own, defaults), version: own.version };
  }

  function fresh(tenantId: string): Kept | undefined {
    const found = kept.get(tenantId);
    return found && now() - found.sinceMs < POLICY_KEPT_MS ? found : undefined;
  }

  /** Reads it on this connection, unless it is known. */
  async function find(tenantId: string, db: Db, canWait: boolean): Promise<MonitoringPolicy> {
    const found = fresh(tenantId);
    // Whoever reads for others may wait for the transaction of the one who asks.
    if (found && (found.value || canWait)) return found.value ?? found.policy;
    if (kept.size >= MAX_KEPT) kept.clear();
    const reading: Kept = { sinceMs: now(), policy: read(db, tenantId) };
    kept.set(tenantId, reading);
    try {
      reading.value = await reading.policy;
      return reading.value;
    } catch (error) {
      if (kept.get(tenantId) === reading) kept.delete(tenantId);
      throw error;
    }
  }

  return {
    defaults,
    known: (tenantId) => fresh(tenantId)?.value,
    of: (tenantId) => find(tenantId, drizzleOn(database), true),
    within: (tx) => ({ of: (tenantId) => find(tenantId, tx, false) }),
    read,
    async readOwn(db) {
      const own = await findOwnPolicies(db);
      return new Map(Array.from(own, ([tenantId, policy]) => [tenantId, completed(policy)]));
    },
    [Symbol.dispose]: stopListening,
  };
}
