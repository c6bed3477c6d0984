import type { Clock } from '../../domain/clock.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { ProfileError } from '../../domain/profiling/profile-error.ts';
import { nextTryAt, PATIENCE_HOURS } from '../../domain/profiling/profile-patience.ts';
import type { Logger } from '../../logger.ts';
import { givingWay } from '../../store/give-way.ts';
import { type ClaimedRun, freeFollowers, putOffRuns, setRunsApart } from '../../store/profiling/claimed-runs.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import type { JobRun } from '../job-handler.ts';
import { waitingIn, waitingJob } from '../waiting-job.ts';
import { endAll } from './end-runs.ts';
import type { Target } from './find-targets.ts';
import { claimOf, PROFILE_RUN, resumedRunJob } from './run-jobs.ts';

export interface StopParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: Logger;
}

/**
 * A fault has stopped the measurement of all these runs. If some of them measure something else of the table, the fault
 * may not be theirs: those that measure the same try again together. Otherwise they wait for a temporary fault to pass,
 * each for as long as it would alone, or are announced as failed.
 */
export async function stopRuns(
  { unitOfWork, clock, logger }: StopParts,
  targets: readonly Target[],
  error: ProfileError,
  { data, attempt }: JobRun,
): Promise<void> {
  const { code, message } = error;
  const facts = { runId: targets[0]?.run.id, entityId: targets[0]?.run.entityId, code, error: message };
  const groups = [...groupBy(targets, likenessOf)];
  if (groups.length > 1 && !error.isOfWholeTable) {
    logger.warn({ ...facts, runs: targets.length, parts: groups.length }, 'profiles are measured apart');
    await unitOfWork.transaction(async (tx) => {
      for (const [likeness, group] of groups) await measureApart(tx, runsOf(group), likeness);
    });
    return;
  }

  const now = clock();
  const stopped = targets.map((target, index) => {
    const { tries, waitingSince } = target.run;
    const before = index === 0 ? waitingIn(data, now) : { tries, since: waitingSince ?? now };
    const waiting = { tries: before.tries + 1, since: before.since };
    return { target, waiting, tryAt: error.isPassing ? nextTryAt(waiting, now) : undefined };
  });
  const patient = stopped.filter(({ tryAt }) => tryAt !== undefined);
  const failed = stopped.filter(({ tryAt }) => tryAt === undefined);
  const [next] = patient;
  if (next?.tryAt) {
    const { tryAt, waiting, target } = next;
    logger.warn({ ...facts, runs: patient.length, tryAt }, 'profile waits');
    await unitOfWork.transaction(async (tx) => {
      const { run } = target;
      const putOff = await putOffRuns(tx.db, runsOf(patient.map((one) => one.target)), run.id, now);
      const [leader] = putOff;
      if (leader?.id === run.id) {
        const isOfJob = target === targets[0];
        tx.enqueue(
          isOfJob ? waitingJob(PROFILE_RUN, claimOf(run), data, waiting, tryAt) : resumedRunJob(leader, tryAt),
        );
      } else for (const freed of await freeFollowers(tx.db, [run.id])) tx.enqueue(resumedRunJob(freed, tryAt));
    });
  }
  if (failed.length === 0) return;
  logger.warn({ ...facts, runs: failed.length }, 'profile failed');
  const errorMessage = error.isPassing ? `${message}; it was retried for ${PATIENCE_HOURS} h` : message;
  const failures = failed.map(({ target: { run, cause }, waiting }) => {
    const attempts = waiting.tries - 1 + attempt;
    return { run, cause, errorCode: code, errorMessage, attempts };
  });
  await givingWay(unitOfWork, (tx) => endAll(tx, data.tenantId, { failed: failures }, clock));
}

/** Each of them is measured alone, by a job of its own. */
export async function measureAlone(unitOfWork: UnitOfWork, runs: readonly ClaimedRun[]): Promise<void> {
  if (runs.length === 0) return;
  await unitOfWork.transaction(async (tx) => {
    for (const run of runs) await measureApart(tx, [run], run.id);
  });
}

/** The first one's job measures all of them, and no others. */
async function measureApart(tx: Transaction, runs: readonly ClaimedRun[], apart: string): Promise<void> {
  const leaderId = runs[0]?.id;
  if (leaderId === undefined) return;
  const [leader, ...others] = await setRunsApart(tx.db, runs, { leaderId, apart });
  if (leader?.id === leaderId) tx.enqueue(resumedRunJob(leader));
  else if (leader) await measureApart(tx, [leader, ...others], apart);
}

/** The same for all datasets of a table of which the same is measured. */
function likenessOf({ dataset: { column, keyColumns } }: Target): string {
  return JSON.stringify([column ?? null, keyColumns]);
}

function runsOf(targets: readonly Target[]): ClaimedRun[] {
  return targets.map(({ run }) => run);
}
