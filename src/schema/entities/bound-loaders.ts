import DataLoader from 'dataloader';

import {
  type BoundEntity,
  countBoundEntities,
  findBoundEntities,
  type RefreshedDataset,
} from '../../store/entities/bound-entities.ts';
import type { LoaderScope } from '../kit/loading.ts';

/** How many of the entities of a refresh to load. */
interface FirstBound extends RefreshedDataset {
  first: number;
}

export type BoundLoader = DataLoader<FirstBound, BoundEntity[], string>;
export type BoundCountLoader = DataLoader<RefreshedDataset, number, string>;

/** The first of the active entities that a refresh concerns, by canonical key. */
export function createBoundLoader({ db, tenantId }: LoaderScope): BoundLoader {
  return new DataLoader((datasets: readonly FirstBound[]) => findBoundEntities(db, tenantId, datasets), {
    cacheKeyFn: keyOf,
  });
}

/** How many active entities a refresh concerns. */
export function createBoundCountLoader({ db, tenantId }: LoaderScope): BoundCountLoader {
  return new DataLoader((datasets) => countBoundEntities(db, tenantId, datasets), { cacheKeyFn: keyOf });
}

function keyOf({ urn, schema, table, first }: RefreshedDataset & Partial<FirstBound>): string {
  return JSON.stringify([urn, schema, table, first]);
}
