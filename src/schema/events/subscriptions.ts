import type { EventStream } from '../../events/live/event-stream.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import type { EventFilter } from '../../events/log/event-filter.ts';
import type { LogEntry } from '../../events/log/log.ts';
import type { Event, EventOf, EventType } from '../../events/schemas/catalogue.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { itemOf } from '../kit/item-of.ts';
import { DataQualityDegradedEvent, EventUnion, MetadataProfileCompletedEvent, readable } from './event.ts';
import { EventFilterInput, toEventFilter } from './event-queries.ts';

const StreamFilterInput = builder.inputType('StreamFilter', {
  description: 'Filters events. All conditions must match; a condition that is left out matches every event.',
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'About entities of these types.' }),
    canonicalKeys: t.stringList({ description: 'About entities with these canonical keys.' }),
    tiers: t.field({ type: [TierEnum], description: 'About entities in these tiers.' }),
    maxQualityScore: t.float({ description: 'With a quality score of at most this, 0 to 100.' }),
  }),
});

const afterArg = builder.args((t) => ({
  after: t.string({
    description:
      'Cursor of the last event that the client received. Events after it are replayed first. Default: only new events.',
  }),
}));
const streamArgs = builder.args((t) => ({
  filter: t.field({ type: StreamFilterInput, description: 'Default: all.' }),
  ...afterArg,
}));

function subscribe(
  { feed, viewer, bookmarks }: SchemaContext,
  filter: EventFilter,
  after: string | null | undefined,
): Promise<EventStream> {
  return feed.open({ tenantId: viewer.tenantId, filter, after: after ?? undefined, bookmarks });
}

function entryOf<T extends EventType>(type: T, item: LogEntry | Bookmark): { event: EventOf<T>; cursor: string } {
  const { event, cursor } = readable(itemOf(item));
  if (!isOf(type, event)) throw new Error(`the filter for ${type} let ${event.type} through`);
  return { event, cursor };
}

function isOf<T extends EventType>(type: T, event: Event): event is EventOf<T> {
  return event.type === type;
}

function streamFilter(type: EventType, input: typeof StreamFilterInput.$inferInput | null | undefined): EventFilter {
  return {
    types: [type],
    entityTypes: filterList(input?.entityTypes),
    canonicalKeys: filterList(input?.canonicalKeys),
    tiers: filterList(input?.tiers),
    maxQualityScore: input?.maxQualityScore ?? undefined,
  };
}

builder.subscriptionFields((t) => ({
  events: t.field({
    type: EventUnion,
    authScopes: { role: 'VIEWER' },
    description:
      'All events of the viewer’s tenant: first those after the cursor, in order, then new ones as they happen.',
    args: { filter: t.arg({ type: EventFilterInput, description: 'Default: all.' }), ...afterArg },
    subscribe: (_, { filter, after }, context) => subscribe(context, toEventFilter(filter), after),
    resolve: (item) => readable(itemOf(item)),
  }),
  profileCompleted: t.field({
    type: MetadataProfileCompletedEvent,
    authScopes: { role: 'VIEWER' },
    description: 'Each completed profile with its scores.',
    args: streamArgs,
    subscribe: (_, { filter, after }, context) =>
      subscribe(context, streamFilter('metadata.profile.completed', filter), after),
    resolve: (item) => entryOf('metadata.profile.completed', item),
  }),
  qualityDegraded: t.field({
    type: DataQualityDegradedEvent,
    authScopes: { role: 'VIEWER' },
    description: 'Each fall of a quality score by more than 10 %.',
    args: streamArgs,
    subscribe: (_, { filter, after }, context) =>
      subscribe(context, streamFilter('data.quality.degraded', filter), after),
    resolve: (item) => entryOf('data.quality.degraded', item),
  }),
}));
