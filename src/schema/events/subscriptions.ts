import type { EventStream } from '../../events/live/event-stream.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import type { EventFilter } from '../../events/log/event-filter.ts';
import type { LogEntry } from '../../events/log/log.ts';
import type { Event, EventOf, EventType } from '../../events/schemas/catalogue.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { itemOf } from '../kit/lists/item-of.ts';
import { DataQualityDegradedEvent, EventUnion, MetadataProfileCompletedEvent, readable } from './event.ts';
import { EventFilterInput, StreamFilterInput, toEventFilter, toStreamFilter } from './event-filter.ts';

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

builder.subscriptionFields((t) => ({
  events: t.field({
    type: EventUnion,
    authScopes: { role: 'VIEWER' },
    description:
      'All events of the viewer’s tenant: first those after the cursor, in order, then new ones as they happen.',
    args: { filter: t.arg({ type: EventFilterInput, description: 'Default: all.' }), ...afterArg },
    subscribe: (_, { filter, after }, context) => subscribe(context, toEventFilter(filter, context), after),
    resolve: (item) => readable(itemOf(item)),
  }),
  profileCompleted: t.field({
    type: MetadataProfileCompletedEvent,
    authScopes: { role: 'VIEWER' },
    description: 'Each completed profile with its scores.',
    args: streamArgs,
    subscribe: (_, { filter, after }, context) =>
      subscribe(context, toStreamFilter('metadata.profile.completed', filter, context), after),
    resolve: (item) => entryOf('metadata.profile.completed', item),
  }),
  qualityDegraded: t.field({
    type: DataQualityDegradedEvent,
    authScopes: { role: 'VIEWER' },
    description: 'Each fall of a quality score by more than 10 %.',
    args: streamArgs,
    subscribe: (_, { filter, after }, context) =>
      subscribe(context, toStreamFilter('data.quality.degraded', filter, context), after),
    resolve: (item) => entryOf('data.quality.degraded', item),
  }),
}));
