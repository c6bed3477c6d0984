import { setTimeout as sleep } from 'node:timers/promises';

import { RefusedError } from './api.ts';
import { rowCounts } from './data/datasets.ts';
import { runStep, type RunStepParts } from './run-step.ts';
import type { Line } from './terminal.ts';
import { workingDay } from './working-day.ts';

export interface RunDayParts extends RunStepParts {
  intervalSeconds: number;
  say: (line: Line) => void;
  signal: AbortSignal;
}

/** Continues the day, one step at a time, until the signal is aborted; then it rejects. */
export async function runDay({ intervalSeconds, say, signal, ...parts }: RunDayParts): Promise<never> {
  const begun = parts.position.step;
  const steps = workingDay(rowCounts(parts.datasets));
  for (let number = 1; ; number++) {
    const step = steps.next().value;
    // The last step that was begun may be unfinished.
    if (number < begun) continue;
    if (step.kind === 'load' && step.story !== undefined && number > begun) {
      say({ at: new Date(), verb: 'meanwhile', text: step.story, tone: 'story' });
    }
    try {
      await runStep(parts, number, step);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      say({ at: new Date(), verb: 'refused', text: error.message, tone: 'bad' });
    }
    await sleep(intervalSeconds * 1000, undefined, { signal });
  }
}
