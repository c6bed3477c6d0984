import { AppError } from '../../errors.ts';
import { assertHonourable, decodeCursor, encodeCursor } from '../../events/log/cursor.ts';
import type { EventFilter } from '../../events/log/event-filter.ts';
import type { LogEntry } from '../../events/log/log.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, EventTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { resolvePage } from '../kit/page.ts';
import { EventUnion, readable } from './event.ts';

/** A trace with more events is refused instead of truncated; the events query pages through it. */
const MAX_TRACE_LENGTH = 1_000;

export const EventFilterInput = builder.inputType('EventFilter', {
  description: 'Filters events. All conditions must match; a condition that is left out matches every event.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: 'Of these types.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'About entities of these types.' }),
    canonicalKeys: t.stringList({ description: 'About entities with these canonical keys.' }),
    tiers: t.field({ type: [TierEnum], description: 'About entities in these tiers.' }),
    correlationId: t.id({ description: 'With this correlation id.' }),
  }),
});

export function toEventFilter(input: typeof EventFilterInput.$inferInput | null | undefined): EventFilter {
  return {
    types: filterList(input?.types),
    entityTypes: filterList(input?.entityTypes),
    canonicalKeys: filterList(input?.canonicalKeys),
    tiers: filterList(input?.tiers),
    correlationId: input?.correlationId ?? undefined,
  };
}

const EventConnection = builder.connectionObject(
  { type: EventUnion, name: 'EventConnection', description: 'A page of events.' },
  {
    name: 'EventEdge',
    description: 'An event and its cursor.',
  },
);

builder.queryFields((t) => ({
  events: t.field({
    type: EventConnection,
    description:
      'The recorded events that retention has not removed, oldest first. Their cursors can be used in subscriptions.',
    args: {
      filter: t.arg({ type: EventFilterInput, description: 'Default: all events.' }),
      ...t.arg.connectionArgs(),
    },
    async resolve(_, { filter, ...args }, { log, viewer }) {
      const head = await log.head(viewer.tenantId);
      const codec = {
        encode: (offset: number) => encodeCursor({ epoch: head.epoch, offset }),
        decode(cursor: string): number {
          const position = decodeCursor(cursor);
          assertHonourable(position, head);
          return position.offset;
        },
      };
      // The whole stream comes after the position before the first event.
      const isStart = args.after != null && codec.decode(args.after) === head.trimmedThrough;
      const { edges, pageInfo } = await resolvePage(
        isStart ? { ...args, after: null } : args,
        codec,
        ({ offset }: LogEntry) => offset,
        ({ after, before, limit, backwards }) =>
          log.page(viewer.tenantId, { filter: toEventFilter(filter), after, before, limit, newestFirst: backwards }),
      );
      return { edges: edges.map(({ node, cursor }) => ({ node: readable(node), cursor })), pageInfo };
    },
  }),
  eventTrace: t.field({
    type: [EventUnion],
    extensions: listSize(100),
    description: 'All events that one cause led to, oldest first, unless retention has removed them.',
    args: { correlationId: t.arg.id({ required: true, description: 'The correlation id that the events share.' }) },
    async resolve(_, { correlationId }, { log, viewer }) {
      const entries = await log.page(viewer.tenantId, {
        filter: { correlationId },
        limit: MAX_TRACE_LENGTH + 1,
        newestFirst: false,
      });
      if (entries.length > MAX_TRACE_LENGTH) {
        throw new AppError(
          'BAD_USER_INPUT',
          `The trace has more than ${MAX_TRACE_LENGTH} events; page through the query events instead.`,
        );
      }
      return entries.map(readable);
    },
  }),
  streamPosition: t.string({
    description:
      'The newest position in the viewer’s stream. Read it, then your state, then subscribe with it as `after`: nothing is missed.',
    async resolve(_, __, { log, viewer }) {
      return encodeCursor(await log.head(viewer.tenantId));
    },
  }),
}));
