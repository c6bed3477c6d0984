import { MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import { decodeCursor } from '../../events/log/cursor.ts';
import type { AffectingEvent } from '../../store/entities/walk-beginnings.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { askedSize, countsFor, WALKS_LINEAGE } from '../kit/lists/list-size.ts';
import { assertPageSize, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../kit/lists/page.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import {
  DataQualityDegradedEvent,
  DataRefreshedEvent,
  KpiChangedEvent,
  MetadataChangedEvent,
  MetadataDeprecatedEvent,
} from './event.ts';

/** Entities of which only some are listed. Neither is loaded before it is selected. */
interface BoundEntities {
  totalCount: () => number | Promise<number>;
  truncated: boolean;
  /** Those that are listed. */
  ids: () => readonly string[] | Promise<readonly string[]>;
}

const BoundEntitiesRef = builder.objectRef<BoundEntities>('BoundEntities').implement({
  description: 'The entities that an event concerns, or affects: how many, and the first of them.',
  fields: (t) => ({
    nodes: t.field({
      type: [GovernedEntityRef],
      extensions: askedSize({ otherwise: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE }),
      description: 'The first of them, as they are now.',
      async resolve({ ids }, _, { loaders }) {
        const found = await Promise.all((await ids()).map((id) => loaders.entity.load(id)));
        return found.filter((entity) => entity !== undefined);
      },
    }),
    totalCount: t.int({
      description: `How many there are. Of affected entities at most ${MAX_LINEAGE_NODES} are counted.`,
      resolve: ({ totalCount }) => totalCount(),
    }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether more entities are affected than were counted; those counted are the nearest.',
    }),
  }),
});

const firstArg = builder.args((t) => ({
  first: t.int({
    required: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `How many of them are listed, 1 to ${MAX_PAGE_SIZE}.`,
  }),
}));

async function affectedBy(
  entry: { event: AffectingEvent; cursor: string },
  first: number,
  { loaders }: SchemaContext,
): Promise<BoundEntities> {
  assertPageSize('first', first);
  const { totalCount, truncated, ids } = await loaders.affected.load(entry);
  return {
    totalCount: () => totalCount,
    truncated,
    ids: () => ids?.slice(0, first) ?? loaders.nearest.load({ offset: decodeCursor(entry.cursor).offset, first }),
  };
}

const affectedEntities = (t: FieldBuilder<{ event: AffectingEvent; cursor: string }>, description: string) =>
  t.field({
    type: BoundEntitiesRef,
    authScopes: { role: 'VIEWER' },
    extensions: countsFor(WALKS_LINEAGE),
    args: firstArg,
    description,
    resolve: (entry, { first }, context) => affectedBy(entry, first, context),
  });

const DOWNSTREAM =
  'What lies downstream of the entity, nearest first: as it was when the impact was determined, and until then, or if it never is, as the lineage is now. See impactOf for the paths.';

builder.objectFields(DataRefreshedEvent, (t) => ({
  boundEntities: t.field({
    type: BoundEntitiesRef,
    authScopes: { role: 'VIEWER' },
    args: firstArg,
    description:
      'The active entities that the refresh concerns now, by canonical key: those that are bound to the table, or have the URN.',
    resolve({ event: { payload } }, { first }, { loaders }) {
      assertPageSize('first', first);
      const dataset = { urn: payload.entityUrn, ...payload.service };
      return {
        totalCount: () => loaders.boundCount.load(dataset),
        truncated: false,
        ids: async () => (await loaders.bound.load({ ...dataset, first })).map(({ id }) => id),
      };
    },
  }),
  affectedEntities: affectedEntities(
    t,
    `What lies downstream of the bound entities as the lineage is now, nearest first, without the bound entities themselves. Of these, the first ${MAX_LINEAGE_NODES} are followed.`,
  ),
}));
builder.objectFields(DataQualityDegradedEvent, (t) => ({ affectedEntities: affectedEntities(t, DOWNSTREAM) }));
builder.objectFields(MetadataChangedEvent, (t) => ({ affectedEntities: affectedEntities(t, DOWNSTREAM) }));
builder.objectFields(KpiChangedEvent, (t) => ({ affectedEntities: affectedEntities(t, DOWNSTREAM) }));
builder.objectFields(MetadataDeprecatedEvent, (t) => ({ affectedEntities: affectedEntities(t, DOWNSTREAM) }));
