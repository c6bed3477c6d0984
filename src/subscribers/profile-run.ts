import type { Clock } from '../domain/clock.ts';
import { type Dataset, type Entity, subjectOf } from '../domain/entities/entity.ts';
import { idFrom, newId } from '../domain/ids.ts';
import type { BoundRule } from '../domain/profiling/bound-rule.ts';
import { type Measurement, qualityFigures } from '../domain/profiling/figures.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import { nextTryAt, PATIENCE_HOURS } from '../domain/profiling/profile-patience.ts';
import type { ProfileRun } from '../domain/profiling/profile-run.ts';
import type { Event } from '../events/schemas/catalogue.ts';
import { type Cause, createEvent, deriveId } from '../events/schemas/create-event.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findEntitiesById, findRulesOfTable, lockEntity } from '../store/entities/entities.ts';
import { recordLastProfile } from '../store/entities/write-entities.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import { endRun, findRun, joinOrBegin, putOffRun, startRun } from '../store/profiling/profile-runs.ts';
import { insertProfile } from '../store/profiling/profiles.ts';
import type { Job } from '../store/queue/job-queue.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import { readEvent } from './event-subscriber.ts';
import { type JobData, type JobHandler, PermanentError } from './job-handler.ts';
import { waitingIn, waitingJob } from './waiting-job.ts';

export interface ProfileRunParts {
  database: Database;
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  /** @throws ProfileError for faults of the table, the rules or the warehouse */
  measure: (dataset: Dataset, rules: readonly BoundRule[]) => Promise<Measurement>;
  /** Profiles that are measured concurrently. */
  concurrency: number;
  /** The profiler's own time limit; that of the run is a little longer. */
  statementTimeoutMs: number;
  clock: Clock;
  logger: Logger;
}

const NAME = 'profile-run';

/** The job that measures an entity once. */
export function profileRunJob(tenantId: string, runId: string, offset: number): Job {
  return { queue: NAME, id: deriveId('job', runId), data: { work: NAME, tenantId, offset, runId } };
}

/**
 * Runs the profiler, stores the profile and announces it; an entity that cannot be measured is announced as failed. A
 * run that a temporary fault stops waits until it has passed, without spending attempts.
 */
export function profileRunHandler(parts: ProfileRunParts): JobHandler {
  const { database, unitOfWork, log, measure, concurrency, statementTimeoutMs, clock, logger } = parts;

  async function measureEntity(run: ProfileRun): Promise<Measurement> {
    const db = drizzleOn(database);
    const [entity] = await findEntitiesById(db, run.tenantId, [run.entityId]);
    if (!entity) throw new PermanentError(`there is no entity ${run.entityId}`);
    const { dataset } = entity;
    if (!dataset) throw new ProfileError('NOT_MEASURABLE', `${entity.canonicalKey} is no longer bound to a dataset.`);
    const rules = await findRulesOfTable(db, run.tenantId, dataset);
    const bound = rules.map(toBoundRule).filter((rule) => rule !== null);
    return measure(dataset, bound);
  }

  async function complete(run: ProfileRun, cause: Event, measurement: Measurement, durationSeconds: number) {
    const { tenantId, entityId, triggeredBy } = run;
    const { rowCount, columns, rules } = measurement;
    const figures = qualityFigures(measurement);
    const now = clock();
    await unitOfWork.transaction(async (tx) => {
      // The entity first, then the run, in the same order as the evaluation: otherwise the two could deadlock.
      const entity = await lockEntity(tx.db, tenantId, entityId);
      if (!entity) throw new PermanentError(`there is no entity ${entityId}`);
      if (!(await endRun(tx.db, run.id, { status: 'completed' }, now))) return;
      const { entityType } = entity;
      const profileId = newId('PROFILE');
      const number = entity.profileCount + 1;
      await insertProfile(tx.db, {
        ...figures,
        id: profileId,
        tenantId,
        entityType,
        entityId,
        number,
        runId: run.id,
        createdAt: now,
        rowCount,
        durationSeconds,
        triggeredBy,
        columns,
        rules,
      });
      await recordLastProfile(tx.db, entity, { profileId, createdAt: now, number, qualityScore: figures.qualityScore });
      tx.emit(
        createEvent({
          type: 'metadata.profile.completed',
          id: deriveId('completed', run.id),
          tenantId,
          source: 'metadata-studio.api',
          createdAt: now,
          cause,
          payload: {
            ...subjectOf(entity),
            ...figures,
            profileId,
            rowCount,
            duration: durationSeconds,
            triggeredBy,
          },
        }),
        { causeSource: cause.source },
      );
    });
  }

  async function fail(tx: Transaction, run: ProfileRun, cause: Cause, failure: Failure): Promise<void> {
    const { tenantId, entityId, triggeredBy, startedAt } = run;
    const now = clock();
    const { code: errorCode, message: errorMessage, attempts } = failure;
    const entity = await lockEntity(tx.db, tenantId, entityId);
    if (!(await endRun(tx.db, run.id, { status: 'failed', errorCode, errorMessage }, now))) return;
    if (!entity) return;
    tx.emit(
      createEvent({
        type: 'metadata.profile.failed',
        id: deriveId('failed', run.id),
        tenantId,
        source: 'metadata-studio.api',
        createdAt: now,
        cause,
        payload: {
          ...subjectOf(entity),
          errorCode,
          errorMessage,
          attempts,
          duration: startedAt ? (now.getTime() - startedAt.getTime()) / 1000 : 0,
          triggeredBy,
        },
      }),
      { causeSource: cause.source },
    );
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
      const waiting = { ...open, errorCode: null, errorMessage: null };
      const run = await joinOrBegin(tx.db, { ...failed, ...waiting, id });
      logger.info({ runId: run.id, redelivery: data.redelivery, isNew: run.isNew }, 'profile redelivered');
    });
  }

  return {
    name: NAME,
    boundMs: statementTimeoutMs + 10_000,
    retryLimit: 5,
    concurrency,
    async run({ data, attempt }) {
      if (data.redelivery !== undefined) await beginAgain(data);
      const run = await startRun(drizzleOn(database), runIdOf(data), clock());
      if (!run) return;
      const cause = await readEvent(log, data.tenantId, data.offset);
      const startedAtMs = performance.now();
      try {
        const measurement = await measureEntity(run);
        await complete(run, cause, measurement, (performance.now() - startedAtMs) / 1000);
      } catch (error) {
        if (!(error instanceof ProfileError)) throw error;
        const { code, message } = error;
        const now = clock();
        const { tries, since } = waitingIn(data, now);
        const waiting = { tries: tries + 1, since };
        const tryAt = error.isPassing ? nextTryAt(waiting, now) : undefined;
        const facts = { runId: run.id, entityId: run.entityId, code, error: message };
        if (tryAt) {
          logger.warn({ ...facts, tryAt }, 'profile waits');
          await unitOfWork.transaction(async (tx) => {
            if (await putOffRun(tx.db, run.id)) tx.enqueue(waitingJob(NAME, run.id, data, waiting, tryAt));
          });
          return;
        }
        logger.warn(facts, 'profile failed');
        const story = error.isPassing ? `${message}; it was retried for ${PATIENCE_HOURS} h` : message;
        const attempts = tries + attempt;
        await unitOfWork.transaction((tx) => fail(tx, run, cause, { code, message: story, attempts }));
      }
    },
    async onDeadLetter(tx, data, { attempts }) {
      const run = await findRun(tx.db, runIdOf(data));
      if (!run) return undefined;
      const [entry] = await tx.log.at(data.tenantId, [data.offset]);
      const cause = entry?.event ?? unreadableCause(run.id);
      // The dead letter and the logs contain the cause; an event goes to everybody.
      const message = 'The profile could not be run. The reason is in a dead letter, which an administrator can see.';
      await fail(tx, run, cause, { code: 'INTERNAL', message, attempts });
      return undefined;
    },
  };
}

/** An id that no event has. */
function unreadableCause(runId: string): Cause {
  return { id: deriveId('unreadable', runId), source: 'metadata-studio.api', correlationId: runId };
}

interface Failure {
  code: string;
  message: string;
  attempts: number;
}

/** Each redelivery is a run of its own, and always the same one. */
function runIdOf(data: JobData): string {
  return data.redelivery === undefined ? failedRunIdOf(data) : idFrom('RUN', deriveId('redelivery', data.redelivery));
}

function failedRunIdOf(data: JobData): string {
  if (typeof data.runId !== 'string') throw new PermanentError('the job names no run');
  return data.runId;
}

function toBoundRule({ id, canonicalKey, dataset, definition }: Entity): BoundRule | null {
  const { businessRule } = definition;
  if (!businessRule || dataset?.column === undefined) return null;
  return { entityId: id, canonicalKey, column: dataset.column, ...businessRule };
}
