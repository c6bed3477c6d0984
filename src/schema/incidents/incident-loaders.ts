import DataLoader from 'dataloader';

import type { Incident, IncidentStep, IncidentStepKind } from '../../domain/incidents/incident.ts';
import type { KeyRange } from '../../store/database/keyset.ts';
import { findIncidentsById } from '../../store/incidents/find-incidents.ts';
import { pagesOfSteps } from '../../store/incidents/incident-history.ts';
import {
  countIncidentsOf,
  type IncidentOwner,
  type OpenedKey,
  pagesOfIncidents,
} from '../../store/incidents/incidents-of.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';

/** What is listed of an owner. */
interface Listed {
  owner: IncidentOwner;
  ownerId: string;
  /** Only those that are not resolved. */
  isOpen: boolean;
}
interface WantedIncidents extends Listed {
  range: KeyRange<OpenedKey>;
}
interface WantedSteps {
  incidentId: string;
  kinds: readonly IncidentStepKind[] | undefined;
  range: KeyRange<number>;
}

export interface IncidentLoaders {
  byId: DataLoader<string, Incident | undefined>;
  /** A page of the incidents of an owner. Pages that are asked for with the same arguments are read by one statement. */
  of: DataLoader<WantedIncidents, Incident[], string>;
  /** How many incidents an owner has. */
  countOf: DataLoader<Listed, number, string>;
  /** A page of the steps of an incident, as `of`. */
  steps: DataLoader<WantedSteps, IncidentStep[], string>;
}

export function createIncidentLoaders({ db, tenantId }: LoaderScope): IncidentLoaders {
  const cacheKeyFn = (key: object) => JSON.stringify(key);
  return {
    byId: new DataLoader(async (ids) => inOrder(ids, await findIncidentsById(db, tenantId, ids), ({ id }) => id)),
    of: new DataLoader(
      (wanted: readonly WantedIncidents[]) =>
        inGroups(
          wanted,
          ({ owner, isOpen, range: { limit, backwards } }) => ({ owner, isOpen, limit, backwards }),
          (group, pages) => pagesOfIncidents(db, tenantId, group, pages),
        ),
      { cacheKeyFn },
    ),
    countOf: new DataLoader(
      (wanted: readonly Listed[]) =>
        inGroups(
          wanted,
          ({ owner, isOpen }) => ({ owner, isOpen }),
          (group, listed) => countIncidentsOf(db, tenantId, group.map(ownerOf), listed),
        ),
      { cacheKeyFn },
    ),
    steps: new DataLoader(
      (wanted: readonly WantedSteps[]) =>
        inGroups(
          wanted,
          ({ kinds, range: { limit, backwards } }) => ({ kinds, limit, backwards }),
          (group, pages) => pagesOfSteps(db, tenantId, group, pages),
        ),
      { cacheKeyFn },
    ),
  };
}

const ownerOf = ({ ownerId }: Listed) => ownerId;

/** Loads keys together that have the same traits, and returns what was loaded in the order of the keys. */
async function inGroups<K extends object, G extends object, V>(
  keys: readonly K[],
  traitsOf: (key: K) => G,
  load: (group: readonly K[], traits: G) => Promise<V[]>,
): Promise<V[]> {
  const groups = new Map<string, { traits: G; members: { key: K; place: number }[] }>();
  for (const [place, key] of keys.entries()) {
    const traits = traitsOf(key);
    const name = JSON.stringify(traits);
    const group = groups.get(name) ?? { traits, members: [] };
    group.members.push({ key, place });
    groups.set(name, group);
  }
  const loaded = new Array<V>(keys.length);
  await Promise.all(
    Array.from(groups.values(), async ({ traits, members }) => {
      const group = members.map(({ key }) => key);
      const values = await load(group, traits);
      members.forEach(({ place }, index) => {
        const value = values[index];
        if (value !== undefined) loaded[place] = value;
      });
    }),
  );
  return loaded;
}
