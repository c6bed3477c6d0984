import type { IncidentCause, Tier } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import type { SimulatedIncidentsFragment } from './simulation.generated.ts';

type Counts = Pick<
  SimulatedIncidentsFragment['inForce']['byCause'][number],
  'opened' | 'seenAgain' | 'resolved' | 'open'
>;

/** The counts of both policies of one cause or tier. */
export interface CountComparison<K> {
  key: K;
  before: Counts;
  after: Counts;
}

/** Each cause of which there are incidents under either policy; those with most come first. */
export function compareCauses({
  inForce,
  simulated,
}: SimulatedIncidentsFragment): readonly CountComparison<IncidentCause>[] {
  const pairs = inForce.byCause.flatMap((before) => {
    const after = simulated.byCause.find(({ cause }) => cause === before.cause);
    return after ? [{ key: before.cause, before, after }] : [];
  });
  return pairs.filter(isAny).sort((one, other) => weight(other) - weight(one));
}

/** Each tier of which there are incidents under either policy, in order. */
export function compareIncidentTiers({
  inForce,
  simulated,
}: SimulatedIncidentsFragment): readonly CountComparison<Tier>[] {
  const pairs = inForce.byTier.flatMap((before) => {
    const after = simulated.byTier.find(({ tier }) => tier === before.tier);
    return after ? [{ key: before.tier, before, after }] : [];
  });
  return pairs.filter(isAny);
}

/** How many incidents there would be, in one sentence. */
export function incidentHeadline({ inForce, simulated, added, noLongerOpened }: SimulatedIncidentsFragment): string {
  const words = simulationText.incidents;
  const would = words.wouldOpen(simulated.opened, formatCount(simulated.opened));
  if (added.count === 0 && noLongerOpened.count === 0 && simulated.opened === inForce.opened) return words.same(would);
  return words.instead(would, formatCount(inForce.opened), formatCount(added.count), formatCount(noLongerOpened.count));
}

function isAny({ before, after }: Pick<CountComparison<unknown>, 'before' | 'after'>): boolean {
  return [before, after].some(({ opened, seenAgain, resolved, open }) => opened + seenAgain + resolved + open > 0);
}

function weight({ before, after }: Pick<CountComparison<unknown>, 'before' | 'after'>): number {
  return Math.max(before.opened, after.opened);
}
