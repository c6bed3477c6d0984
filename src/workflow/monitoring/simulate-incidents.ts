import {
  createDifference,
  createIncidentTally,
  type IncidentDifference,
  type IncidentOutcome,
} from '../../domain/incidents/simulation/incident-outcome.ts';
import { createRefreshes } from '../../domain/incidents/simulation/late-alarms.ts';
import { createIncidentReplay, type IncidentReplay } from '../../domain/incidents/simulation/replay-incidents.ts';
import { type SimulationNote, simulationNotes } from '../../domain/incidents/simulation/simulation-notes.ts';
import type { MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import { type Db, drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import type { EntityKey } from '../../store/entities/list/entity-key.ts';
import { pageOfEntities } from '../../store/entities/list/entity-pages.ts';
import { createCovering } from '../../store/incidents/simulation/covering-entities.ts';
import { countOpened } from '../../store/incidents/simulation/earlier-incidents.ts';
import { findIncidentHistories } from '../../store/incidents/simulation/incident-histories.ts';
import { measuredWithin } from '../../store/incidents/simulation/measured-profiles.ts';
import { readRecordedEvents } from '../../store/incidents/simulation/recorded-events.ts';
import { createRuleMinimums, type RuleMinimums } from '../../store/incidents/simulation/rule-minimums.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { createPause } from './pause.ts';

/** Entities of a page. */
const PAGE_SIZE = 100;

export interface IncidentQuestion {
  from: Date;
  to: Date;
  inForce: MonitoringPolicy;
  simulated: MonitoringPolicy;
  /** Profiles that were made, and those of the simulated policy: all, and those that were made. */
  profiles: { recorded: number; simulated: number; simulatedReal: number };
}

export interface IncidentAnswer {
  /** How many were really opened. */
  recordedCount: number;
  inForce: IncidentOutcome;
  simulated: IncidentOutcome;
  added: IncidentDifference;
  gone: IncidentDifference;
  notes: SimulationNote[];
}

/**
 * Which incidents what was recorded would have opened under the policy in force and under another one;
 * `createIncidentReplay` says how. It changes nothing. It reads entities page by page and profiles part by part, keeps no
 * more than these, the failures and the refreshes in memory, and lets other work of the process run in between.
 */
export async function simulateIncidents(
  parts: { database: Database; log: StoredEventLog },
  tenantId: string,
  question: IncidentQuestion,
): Promise<IncidentAnswer> {
  const { from, to, inForce, simulated, profiles } = question;
  const db = drizzleOn(parts.database);
  const span = { fromMs: from.getTime(), toMs: to.getTime() };
  const events = await readRecordedEvents(parts, tenantId, { from, to });
  const refreshes = createRefreshes(events.refreshesOf, span);
  const minimums = createRuleMinimums(db, tenantId);
  const covering = createCovering(db, tenantId, { from, to });
  const [tally, otherTally] = [createIncidentTally(), createIncidentTally()];
  const [added, gone] = [createDifference(), createDifference()];
  const pause = createPause();

  for (let after: EntityKey | undefined; ;) {
    const page = await pageOfEntities(db, tenantId, {}, { after, limit: PAGE_SIZE, backwards: false });
    const entities = page.map(({ entity }) => entity);
    const histories = await findIncidentHistories(db, tenantId, entities, { from, to, events, covering });
    const replays = new Map(
      histories.map((history) => {
        const both = [inForce, simulated].map((policy) => createIncidentReplay({ history, policy, refreshes, span }));
        return [history.entityId, both] as const;
      }),
    );
    await replayProfiles(db, tenantId, { from, to, minimums, replays, pause });
    for (const [entityId, both] of replays) {
      const [before = [], now = []] = both.map((replay) => replay.end());
      tally.add(before);
      otherTally.add(now);
      added.add(entityId, now, before);
      gone.add(entityId, before, now);
      await pause();
    }
    after = page.at(-1)?.key;
    if (page.length < PAGE_SIZE) break;
  }
  return {
    recordedCount: await countOpened(db, tenantId, { from, to }),
    inForce: tally.outcome(),
    simulated: otherTally.outcome(),
    added: added.difference(),
    gone: gone.difference(),
    notes: simulationNotes({ ...{ from, profiles }, removedThrough: events.removedThrough, isCut: events.isCut }),
  };
}

/** Gives each profile to the replays of its entity, in order. */
async function replayProfiles(
  db: Db,
  tenantId: string,
  {
    from,
    to,
    minimums,
    replays,
    pause,
  }: {
    from: Date;
    to: Date;
    minimums: RuleMinimums;
    replays: ReadonlyMap<string, readonly IncidentReplay[]>;
    pause: () => Promise<void>;
  },
): Promise<void> {
  for await (const part of measuredWithin(db, tenantId, [...replays.keys()], { from, to, minimums })) {
    for (const profile of part) {
      for (const replay of replays.get(profile.entityId) ?? []) replay.measured(profile);
      await pause();
    }
  }
}
