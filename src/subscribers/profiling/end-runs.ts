import type { Clock } from '../../domain/clock.ts';
import { type Entity, subjectOf } from '../../domain/entities/entity.ts';
import { newId } from '../../domain/ids.ts';
import { estimatedFigures } from '../../domain/profiling/estimate.ts';
import { type Measurement, qualityFigures } from '../../domain/profiling/figures.ts';
import type { Profile } from '../../domain/profiling/profile.ts';
import type { ProfileRun } from '../../domain/profiling/profile-run.ts';
import { type Cause, createEvent, deriveId } from '../../events/schemas/create-event.ts';
import { lockEntities } from '../../store/entities/entities.ts';
import { recordLastProfiles } from '../../store/entities/write-entities.ts';
import { freeFollowers } from '../../store/profiling/claimed-runs.ts';
import { endRuns } from '../../store/profiling/profile-runs.ts';
import { insertProfiles } from '../../store/profiling/profiles.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { resumedRunJob } from './run-jobs.ts';

export interface CompletedRun {
  run: ProfileRun;
  cause: Cause;
  measurement: Measurement;
  durationSeconds: number;
}

export interface FailedRun {
  run: ProfileRun;
  cause: Cause;
  errorCode: string;
  errorMessage: string;
  attempts: number;
}

/**
 * Ends runs of one tenant, once each: stores the profiles and announces them, and announces what failed. A run that has
 * ended before is left as it is. Open runs that follow one of these get jobs of their own.
 */
export async function endAll(
  tx: Transaction,
  tenantId: string,
  { completed = [], failed = [] }: { completed?: readonly CompletedRun[]; failed?: readonly FailedRun[] },
  clock: Clock,
): Promise<void> {
  const now = clock();
  const ids = [...completed, ...failed].map(({ run }) => run.entityId);
  // The entities first, then the runs, in the same order as the evaluation: otherwise the two could deadlock.
  const locked = await lockEntities(tx.db, tenantId, ids);
  const entities = new Map(locked.map((entity) => [entity.id, entity]));
  await completeAll(tx, tenantId, completed, { entities, now });
  for (const failure of failed) await fail(tx, failure, { entities, now });
  const runIds = [...completed, ...failed].map(({ run }) => run.id);
  for (const run of await freeFollowers(tx.db, runIds)) tx.enqueue(resumedRunJob(run));
}

interface Context {
  /** Locked. */
  entities: ReadonlyMap<string, Entity>;
  now: Date;
}

async function completeAll(
  tx: Transaction,
  tenantId: string,
  completed: readonly CompletedRun[],
  { entities, now }: Context,
): Promise<void> {
  const runIds = completed.map(({ run }) => run.id);
  const ended = await endRuns(tx.db, runIds, { status: 'completed' }, now);
  const made = completed.flatMap((one) => {
    const entity = entities.get(one.run.entityId);
    if (!entity || !ended.has(one.run.id)) return [];
    return [{ entity, cause: one.cause, profile: profileOf(one, entity, now) }];
  });
  await insertProfiles(
    tx.db,
    made.map(({ profile }) => profile),
  );
  await recordLastProfiles(
    tx.db,
    tenantId,
    made.map(({ profile }) => ({ ...profile, profileId: profile.id })),
  );
  for (const { entity, cause, profile } of made) {
    const { id: profileId, runId, rowCount, durationSeconds: duration, triggeredBy } = profile;
    const { completeness, uniqueness, validity, qualityScore, qualityGrade } = profile;
    tx.emit(
      createEvent({
        type: 'metadata.profile.completed',
        id: deriveId('completed', runId),
        tenantId,
        source: 'metadata-studio.api',
        createdAt: now,
        cause,
        payload: {
          ...subjectOf(entity),
          ...{ completeness, uniqueness, validity, qualityScore, qualityGrade },
          profileId,
          rowCount,
          duration,
          triggeredBy,
        },
      }),
      { causeSource: cause.source },
    );
  }
}

function profileOf({ run, measurement, durationSeconds }: CompletedRun, entity: Entity, now: Date): Profile {
  const { rowCount, columns, rules, sample } = measurement;
  return {
    ...(sample ? estimatedFigures(sample) : { ...qualityFigures(measurement), estimate: null }),
    id: newId('PROFILE'),
    tenantId: run.tenantId,
    entityType: entity.entityType,
    entityId: entity.id,
    number: entity.profileCount + 1,
    runId: run.id,
    createdAt: now,
    rowCount,
    durationSeconds,
    triggeredBy: run.triggeredBy,
    columns,
    rules,
  };
}

async function fail(tx: Transaction, failure: FailedRun, { entities, now }: Context): Promise<void> {
  const { run, cause, errorCode, errorMessage, attempts } = failure;
  const ended = await endRuns(tx.db, [run.id], { status: 'failed', errorCode, errorMessage }, now);
  const entity = entities.get(run.entityId);
  if (!entity || !ended.has(run.id)) return;
  tx.emit(
    createEvent({
      type: 'metadata.profile.failed',
      id: deriveId('failed', run.id),
      tenantId: run.tenantId,
      source: 'metadata-studio.api',
      createdAt: now,
      cause,
      payload: {
        ...subjectOf(entity),
        errorCode,
        errorMessage,
        attempts,
        duration: run.startedAt ? (now.getTime() - run.startedAt.getTime()) / 1000 : 0,
        triggeredBy: run.triggeredBy,
      },
    }),
    { causeSource: cause.source },
  );
}
