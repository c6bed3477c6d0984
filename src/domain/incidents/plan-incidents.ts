import type { Trouble, Verdicts } from './conditions/verdict.ts';
import type { Incident, IncidentCause } from './incident.ts';

/** The order in which incidents of one profile are opened: what may be the cause of the others comes first. */
const OPENING_ORDER = [
  'SCHEMA',
  'VOLUME',
  'RULE',
  'SCORE',
  'PROFILE_FAILED',
  'FRESHNESS',
] as const satisfies readonly IncidentCause[];

export interface IncidentPlan<I> {
  /** Come first: their places are taken by what is opened. */
  toResolve: { incident: I; text: string }[];
  seenAgain: { incident: I; trouble: Trouble }[];
  toOpen: { cause: IncidentCause; trouble: Trouble }[];
}

export interface PlanState<I> {
  /** The incidents of the entity that are not resolved, at most one of each cause. */
  open: readonly I[];
  verdicts: Verdicts;
  /** Why none of what is open may stay so, whatever the verdicts say. */
  endedBecause: (incident: I) => string | undefined;
  /** No alarms are raised now: what is open is followed, and nothing is opened. */
  isExcluded: boolean;
}

/** What the verdicts mean for the incidents of one entity. */
export function planIncidents<I extends Pick<Incident, 'cause'>>(state: PlanState<I>): IncidentPlan<I> {
  const { open, verdicts, endedBecause, isExcluded } = state;
  const plan: IncidentPlan<I> = { toResolve: [], seenAgain: [], toOpen: [] };
  const staying = new Set<IncidentCause>();
  for (const incident of open) {
    const verdict = verdicts[incident.cause];
    const ended = endedBecause(incident);
    if (ended !== undefined) plan.toResolve.push({ incident, text: ended });
    else if (verdict?.kind === 'FINE') plan.toResolve.push({ incident, text: verdict.text });
    else {
      staying.add(incident.cause);
      if (verdict?.kind === 'TROUBLE') plan.seenAgain.push({ incident, trouble: verdict });
    }
  }
  if (isExcluded) return plan;
  for (const cause of OPENING_ORDER) {
    const verdict = verdicts[cause];
    if (verdict?.kind === 'TROUBLE' && !staying.has(cause)) plan.toOpen.push({ cause, trouble: verdict });
  }
  return plan;
}
