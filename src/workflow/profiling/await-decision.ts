import { setTimeout as pause } from 'node:timers/promises';

import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findDecisionsOfEvent } from '../../store/profiling/decisions.ts';

/** How long an answer waits for a decision. */
export const DECISION_WAIT_SECONDS = 5;
/** Events are judged at once, unless there are many: the first looks often find the decision. */
const LOOK_EVERY_MS = 100;

/**
 * The decision on the event at an offset of the viewer's stream, as soon as it is stored; null if that takes too long,
 * because the events before it are many, or no instance works on them.
 */
export async function awaitDecision(
  database: Database,
  { tenantId }: Viewer,
  offset: number,
): Promise<ProfilingDecision | null> {
  const endMs = performance.now() + DECISION_WAIT_SECONDS * 1000;
  for (;;) {
    const [decision] = await findDecisionsOfEvent(drizzleOn(database), tenantId, offset);
    if (decision) return decision;
    if (performance.now() >= endMs) return null;
    await pause(LOOK_EVERY_MS);
  }
}
