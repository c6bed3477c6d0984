import DataLoader from 'dataloader';

import type { Profile } from '../../domain/profiling/profile.ts';
import type { RecordedRun } from '../../domain/profiling/profile-run.ts';
import { type DecidedEvent, findDecidedEvents } from '../../store/profiling/decided-events.ts';
import { findRuns } from '../../store/profiling/profile-runs.ts';
import { findProfilesById, findProfilesByNumber, findProfilesOfRuns } from '../../store/profiling/profiles.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';
import type { PropertiesRead } from '../kit/properties-read.ts';

/** A profile by the entity that it measured, and its number among the profiles of that entity. */
interface ProfileNumber {
  entityId: string;
  number: number;
}

export type ProfileLoader = DataLoader<string, Profile | undefined>;
export type NumberedProfileLoader = DataLoader<ProfileNumber, Profile | undefined, string>;
export type ProfileOfRunLoader = DataLoader<string, Profile | undefined>;
export type RunLoader = DataLoader<string, RecordedRun | undefined>;
export type DecidedEventLoader = DataLoader<number, DecidedEvent | undefined>;

const numberKeyOf = ({ entityId, number }: ProfileNumber) => `${entityId}:${number}`;

/** Profiles by id, with these properties only. */
export function createProfileLoader({ db, tenantId }: LoaderScope, properties: PropertiesRead): ProfileLoader {
  return new DataLoader(async (ids) =>
    inOrder(ids, await findProfilesById(db, tenantId, ids, properties), ({ id }) => id),
  );
}

/** Profiles by entity and number, with these properties only. */
export function createNumberedProfileLoader(
  { db, tenantId }: LoaderScope,
  properties: PropertiesRead,
): NumberedProfileLoader {
  return new DataLoader(
    async (keys) =>
      inOrder(keys.map(numberKeyOf), await findProfilesByNumber(db, tenantId, keys, properties), numberKeyOf),
    { cacheKeyFn: numberKeyOf },
  );
}

/** Profiles by the id of the run that made them. */
export function createProfileOfRunLoader({ db, tenantId }: LoaderScope): ProfileOfRunLoader {
  return new DataLoader(async (runIds) =>
    inOrder(runIds, await findProfilesOfRuns(db, tenantId, runIds), ({ runId }) => runId),
  );
}

export function createRunLoader({ db, tenantId }: LoaderScope): RunLoader {
  return new DataLoader(async (ids) => inOrder(ids, await findRuns(db, tenantId, ids), ({ id }) => id));
}

/** Events with a decision, by offset. */
export function createDecidedEventLoader({ tenantId, ...parts }: LoaderScope): DecidedEventLoader {
  return new DataLoader(async (offsets) =>
    inOrder(offsets, await findDecidedEvents(parts, tenantId, offsets), ({ offset }) => offset),
  );
}
