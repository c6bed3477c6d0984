import type { TableAccess } from '../domain/datasets/table-access.ts';
import { createAtMost } from '../profiler/at-most.ts';
import { createProfiler } from '../profiler/profiler.ts';
import type { Database } from '../store/database/sql.ts';
import type { RuleProbe } from '../workflow/profiling/rule-probe.ts';
import { OWN_SCHEMAS } from './own-schemas.ts';

/** Somebody waits for the answer, and in the embedded store everybody else does. */
const MAX_PROBE_MS = 20_000;
const WAITING = 20;

/** Asks the warehouse for people: few at a time, in at most the time of a profile, and of large tables only a sample. */
export function createRuleProbe({
  warehouse,
  timeoutMs,
  sampleFromRows,
  accessOf,
  isEmbedded,
}: {
  warehouse: Database;
  /** Of one statement of the profiler. */
  timeoutMs: number;
  /** As of a profile; undefined: only what is large for a person is sampled. */
  sampleFromRows: number | undefined;
  /** Which tables a tenant may use. */
  accessOf: (tenantId: string) => TableAccess;
  isEmbedded: boolean;
}): RuleProbe {
  const atMost = createAtMost({ running: isEmbedded ? 1 : 2, waiting: WAITING });
  const profiler = createProfiler({
    warehouse,
    timeoutMs: Math.min(timeoutMs, MAX_PROBE_MS),
    excludedSchemas: OWN_SCHEMAS,
    ...(sampleFromRows !== undefined && { sampleFromRows }),
  });
  return {
    testRule: (tenantId, tested) => atMost(() => profiler.testRule(tested, accessOf(tenantId))),
    lookForRules: (tenantId, request) => atMost(() => profiler.lookForRules(request, accessOf(tenantId))),
  };
}
