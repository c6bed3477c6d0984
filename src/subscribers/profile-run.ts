import type { Clock } from '../domain/clock.ts';
import type { Dataset } from '../domain/entities/entity.ts';
import { idFrom } from '../domain/ids.ts';
import type { BoundRule } from '../domain/profiling/business-rules/bound-rule.ts';
import type { Measurement } from '../domain/profiling/figures.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import { type Cause, deriveId } from '../events/schemas/create-event.ts';
import type { Logger } from '../logger.ts';
import { type Database, DatabaseUnavailableError } from '../store/database/sql.ts';
import { lockEntity } from '../store/entities/entities.ts';
import { givingWay } from '../store/give-way.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { StoredPolicies } from '../store/monitoring/stored-policies.ts';
import { claimRuns } from '../store/profiling/claimed-runs.ts';
import { findRun, joinOrBegin } from '../store/profiling/profile-runs.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { type JobData, type JobHandler, PermanentError } from './job-handler.ts';
import { endAll, type FailedRun } from './profiling/end-runs.ts';
import { findTargets, type Target, type Targets } from './profiling/find-targets.ts';
import { PROFILE_RUN } from './profiling/run-jobs.ts';
import { measureAlone, stopRuns } from './profiling/stop-runs.ts';

export interface ProfileRunParts {
  database: Database;
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  /**
   * Measures datasets of one table of a tenant at once. The results are in the same order: the figures, or the fault that concerns
   * that dataset alone.
   * @throws ProfileError for a fault of the table, the rules or the warehouse that concerns them all
   */
  measure: (
    datasets: readonly Dataset[],
    rules: readonly BoundRule[],
    tenantId: string,
  ) => Promise<(Measurement | ProfileError)[]>;
  /** Tables that are measured concurrently. */
  concurrency: number;
  /** The profiler's own time limit; that of the run is a little longer. */
  statementTimeoutMs: number;
  /** Say from which fall on a score has dropped. */
  policies: Pick<StoredPolicies, 'within'>;
  clock: Clock;
  logger: Logger;
}

/** Runs of one table that are measured at once: their profiles are stored in one transaction. */
const MOST_TOGETHER = 100;

/**
 * Runs the profiler, stores the profiles and announces them; an entity that cannot be measured is announced as failed. A
 * run takes along those that wait for the same table at that moment. A run that a temporary fault stops waits until it
 * has passed, without spending attempts.
 */
export function profileRunHandler(parts: ProfileRunParts): JobHandler {
  const { database, unitOfWork, log, measure, concurrency, statementTimeoutMs, policies, clock, logger } = parts;

  async function measureTargets(
    { targets, rules, unbound }: Targets,
    tenantId: string,
    attempt: number,
  ): Promise<void> {
    const startedAtMs = performance.now();
    const datasets = targets.map(({ dataset }) => dataset);
    const outcomes = datasets.length > 0 ? await measure(datasets, rules, tenantId) : [];
    const durationSeconds = (performance.now() - startedAtMs) / 1000;
    const results = targets.map((target, index) => ({ ...target, outcome: outcomes[index] }));
    const completed = results.flatMap(({ outcome, ...target }) =>
      outcome && !(outcome instanceof ProfileError) ? { ...target, rules, measurement: outcome, durationSeconds } : [],
    );
    const failed = results.flatMap(({ outcome, ...target }) =>
      outcome instanceof ProfileError ? failureOf(target, outcome, attempt) : [],
    );
    if (unbound) {
      const message = `${unbound.canonicalKey} is no longer bound to a dataset.`;
      failed.push(failureOf(unbound, new ProfileError('NOT_MEASURABLE', message), attempt));
    }
    for (const { run, errorCode, errorMessage } of failed) {
      logger.warn({ runId: run.id, entityId: run.entityId, code: errorCode, error: errorMessage }, 'profile failed');
    }
    await givingWay(unitOfWork, async (tx) => {
      const policy = await policies.within(tx.db).of(tenantId);
      await endAll(tx, tenantId, { completed, failed }, clock, policy);
    });
  }

  /**
   * Begins a run for a redelivered dead letter, whose own run has ended and been announced as failed. If another run of
   * the entity waits or runs, that makes the profile.
   */
  async function beginAgain(data: JobData): Promise<void> {
    const id = runIdOf(data);
    await unitOfWork.transaction(async (tx) => {
      if (await findRun(tx.db, id)) return;
      const failed = await findRun(tx.db, failedRunIdOf(data));
      if (!failed) throw new PermanentError(`there is no run ${failedRunIdOf(data)}`);
      // A worker that was considered dead may have made the profile after all.
      if (failed.status === 'completed') return;
      await lockEntity(tx.db, failed.tenantId, failed.entityId);
      const open = { status: 'waiting', createdAt: clock(), startedAt: null, finishedAt: null } as const;
      const run = await joinOrBegin(tx.db, { ...failed, ...open, id });
      logger.info({ runId: run.id, redelivery: data.redelivery, isNew: run.isNew }, 'profile redelivered');
    });
  }

  return {
    name: PROFILE_RUN,
    boundMs: statementTimeoutMs + 10_000,
    retryLimit: 5,
    concurrency,
    async run(job) {
      const { data, attempt } = job;
      if (data.redelivery !== undefined) await beginAgain(data);
      const [leader, ...followers] = await claimRuns(database, runIdOf(data), { now: clock(), atMost: MOST_TOGETHER });
      if (!leader) return;
      try {
        const found = await findTargets({ database, log }, [leader, ...followers]);
        await measureAlone(unitOfWork, found.strays);
        try {
          await measureTargets(found, leader.tenantId, attempt);
        } catch (error) {
          if (!(error instanceof ProfileError)) throw error;
          await stopRuns({ unitOfWork, clock, logger }, found.targets, error, job);
        }
      } catch (error) {
        // What one of them cannot bear must not be the end of the others.
        const isOfOne = attempt > 1 && !(error instanceof DatabaseUnavailableError);
        if (isOfOne) await measureAlone(unitOfWork, followers);
        throw error;
      }
    },
    async onDeadLetter(tx, data, { attempts }) {
      const run = await findRun(tx.db, runIdOf(data));
      if (!run) return undefined;
      const [entry] = await tx.log.at(data.tenantId, [data.offset]);
      const cause = entry?.event ?? unreadableCause(run.id);
      // The dead letter and the logs contain the cause; an event goes to everybody.
      const errorMessage =
        'The profile could not be run. The reason is in a dead letter, which an administrator can see.';
      const failed = [{ run, cause, errorCode: 'INTERNAL', errorMessage, attempts }];
      await endAll(tx, data.tenantId, { failed }, clock);
      return undefined;
    },
  };
}

function failureOf({ run, cause }: Omit<Target, 'dataset'>, error: ProfileError, attempt: number): FailedRun {
  return { run, cause, errorCode: error.code, errorMessage: error.message, attempts: run.tries + attempt };
}

/** An id that no event has. */
function unreadableCause(runId: string): Cause {
  return { id: deriveId('unreadable', runId), source: 'metadata-studio.api', correlationId: runId };
}

/** Each redelivery is a run of its own, and always the same one. */
function runIdOf(data: JobData): string {
  return data.redelivery === undefined ? failedRunIdOf(data) : idFrom('RUN', deriveId('redelivery', data.redelivery));
}

function failedRunIdOf(data: JobData): string {
  if (typeof data.runId !== 'string') throw new PermanentError('the job names no run');
  return data.runId;
}
