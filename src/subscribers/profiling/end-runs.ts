import type { Clock } from '../../domain/clock.ts';
import { type Dataset, type Entity, subjectOf } from '../../domain/entities/entity.ts';
import { newId } from '../../domain/ids.ts';
import { defaultMonitoringPolicy, type MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import { estimatedFigures } from '../../domain/profiling/estimate.ts';
import { type Measurement, qualityFigures } from '../../domain/profiling/figures.ts';
import { isReported } from '../../domain/profiling/judging/failing-streak.ts';
import {
  compareWithReference,
  type LastJudged,
  lineOf,
  type ProfileLine,
} from '../../domain/profiling/judging/reference-score.ts';
import type { Profile, ProfileComparison } from '../../domain/profiling/profile.ts';
import type { ProfileRun } from '../../domain/profiling/profile-run.ts';
import { type Cause, createEvent, deriveId } from '../../events/schemas/create-event.ts';
import { lockEntities } from '../../store/entities/entities.ts';
import { lockTexts, recordLastProfiles, recordReportedFailure } from '../../store/entities/write/write-entities.ts';
import { freeFollowers } from '../../store/profiling/claimed-runs.ts';
import { endRuns } from '../../store/profiling/profile-runs.ts';
import { findLastJudged, insertProfiles } from '../../store/profiling/profiles.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { resumedRunJob } from './run-jobs.ts';

export interface CompletedRun {
  run: ProfileRun;
  cause: Cause;
  /** What was measured, and the active rules of its table. */
  dataset: Dataset;
  rules: readonly BoundRule[];
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
 * ended before is left as it is. Open runs that follow one of these get jobs of their own. The policy says what a drop is.
 */
export async function endAll(
  tx: Transaction,
  tenantId: string,
  { completed = [], failed = [] }: { completed?: readonly CompletedRun[]; failed?: readonly FailedRun[] },
  clock: Clock,
  policy: MonitoringPolicy = defaultMonitoringPolicy(),
): Promise<void> {
  const now = clock();
  const ids = [...completed, ...failed].map(({ run }) => run.entityId);
  // The entities first, then the runs, in the same order as the evaluation: otherwise the two could deadlock.
  const locked = await lockEntities(tx.db, tenantId, ids);
  const entities = new Map(locked.map((entity) => [entity.id, entity]));
  await completeAll(tx, tenantId, completed, { entities, now, policy });
  for (const failure of failed) await fail(tx, failure, { entities, now, policy });
  const runIds = [...completed, ...failed].map(({ run }) => run.id);
  for (const run of await freeFollowers(tx.db, runIds)) tx.enqueue(resumedRunJob(run));
}

interface Context {
  /** Locked. */
  entities: ReadonlyMap<string, Entity>;
  now: Date;
  policy: MonitoringPolicy;
}

async function completeAll(
  tx: Transaction,
  tenantId: string,
  completed: readonly CompletedRun[],
  { entities, now, policy }: Context,
): Promise<void> {
  const runIds = completed.map(({ run }) => run.id);
  const ended = await endRuns(tx.db, runIds, { status: 'completed' }, now);
  const lastIds = completed.flatMap(({ run }) => entities.get(run.entityId)?.lastProfileId ?? []);
  const judged = await findLastJudged(tx.db, tenantId, lastIds);
  const made = completed.flatMap((one) => {
    const entity = entities.get(one.run.entityId);
    if (!entity || !ended.has(one.run.id)) return [];
    const last = entity.lastProfileId === null ? undefined : judged.get(entity.lastProfileId);
    const profile = judgedProfile(measuredProfile(one, entity, now), lineOf(one.dataset, one.rules), {
      last: last ?? null,
      scoreDropPercent: policy.tiers[entity.tier].scoreDropPercent,
    });
    return [{ entity, cause: one.cause, profile }];
  });
  await lockTexts(
    tx.db,
    made.map(({ entity }) => entity),
  );
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

type MeasuredProfile = Omit<Profile, keyof ProfileComparison>;

/** The entity is locked, so its profiles are judged one after another, in the order of their numbers. */
function judgedProfile(
  profile: MeasuredProfile,
  line: ProfileLine,
  { last, scoreDropPercent }: { last: LastJudged | null; scoreDropPercent: number },
): Profile {
  const current = { profileId: profile.id, score: profile.qualityScore, line };
  const { droppedFrom, reference } = compareWithReference(last, current, scoreDropPercent);
  return {
    ...profile,
    ...line,
    droppedFromId: droppedFrom?.profileId ?? null,
    referenceId: reference.profileId,
    referenceScore: reference.score,
  };
}

function measuredProfile(
  { run, measurement, durationSeconds }: CompletedRun,
  entity: Entity,
  now: Date,
): MeasuredProfile {
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
  // What keeps failing in the same way is not news: its decisions and its run say how it ended.
  if (!isReported(entity, errorCode, now)) return;
  await recordReportedFailure(tx.db, run.tenantId, entity.id, now);
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
