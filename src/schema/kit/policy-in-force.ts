import { profilingPolicyOf } from '../../domain/monitoring/monitoring-policy.ts';
import type { ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';

/** The thresholds of a tenant's monitoring policy, read when they are first used. */
export interface PolicyInForce {
  thresholds(): Promise<ProfilingPolicy>;
  /** Calls what needs them, and at once if they are known: a list has many entities. */
  with<T>(use: (thresholds: ProfilingPolicy) => T): T | Promise<T>;
}

export function createPolicyInForce(policies: StoredPolicies, tenantId: string): PolicyInForce {
  let known: ProfilingPolicy | undefined;
  let reading: Promise<ProfilingPolicy> | undefined;

  async function read(): Promise<ProfilingPolicy> {
    return (known = profilingPolicyOf(await policies.of(tenantId)));
  }

  function thresholds(): Promise<ProfilingPolicy> {
    return (reading ??= read());
  }

  return {
    thresholds,
    with(use) {
      if (!known && !reading) {
        const kept = policies.known(tenantId);
        if (kept) {
          known = profilingPolicyOf(kept);
          reading = Promise.resolve(known);
        }
      }
      return known ? use(known) : thresholds().then(use);
    },
  };
}
