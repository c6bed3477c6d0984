import { retryPauseMs } from '../judging/failing-streak.ts';
import type { EntityHistory, RecordedStreak } from './profiling-history.ts';

/** How an entity is failing, as the simulation goes on. A change of its tier or dataset begins a new streak. */
export function createSimulatedStreak({ states, failingBefore }: EntityHistory) {
  let failing: RecordedStreak | null = failingBefore ?? null;

  function isChangedBetween(afterMs: number, throughMs: number): boolean {
    return states.some(({ fromMs }) => fromMs > afterMs && fromMs <= throughMs);
  }

  return {
    errorCode: () => failing?.errorCode,
    end() {
      failing = null;
    },
    fail(atMs: number, errorCode: string) {
      const goesOn = failing?.errorCode === errorCode && !isChangedBetween(failing.atMs, atMs);
      failing = { atMs, errorCode, failures: goesOn && failing ? failing.failures + 1 : 1 };
    },
    /** Whether the scheduler leaves the entity out. */
    isInPause(atMs: number, tierThresholdMs: number): boolean {
      if (!failing || isChangedBetween(failing.atMs, atMs)) return false;
      return atMs < failing.atMs + retryPauseMs(failing.failures, tierThresholdMs);
    },
  };
}
