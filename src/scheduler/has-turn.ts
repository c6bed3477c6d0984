import type { SchedulerTurn } from '../store/monitoring/scheduler-turns.ts';
import { isPassDue } from './pass-is-due.ts';

export interface Pass {
  /** Cron expression of five fields. */
  schedule: string;
  at: Date;
  /** Whatever the schedule says, and also those that another pass holds. */
  isForAll: boolean;
}

/**
 * Whether tenants have their turn in the pass: their time has come, or the pass that had them was given up, or they are its
 * own already, and it is made again. Never if they had this pass to the end, or a later one.
 */
export function hasTurn({ timeZone, passAt, state }: SchedulerTurn, { schedule, at, isForAll }: Pass): boolean {
  const sinceMs = passAt === null ? Infinity : at.getTime() - passAt.getTime();
  if (sinceMs <= 0) return sinceMs === 0 && state !== 'ENDED';
  if (isForAll || state === 'ABANDONED') return true;
  return state === 'ENDED' && isPassDue({ schedule, timeZone, lastPass: passAt, at });
}
