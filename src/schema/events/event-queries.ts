import * as z from 'zod';

import { AppError } from '../../errors.ts';
import { assertHonourable, decodeCursor, encodeCursor } from '../../events/log/cursor.ts';
import type { LogEntry } from '../../events/log/log.ts';
import { EVENT_SOURCES } from '../../events/schemas/vocabulary.ts';
import { builder } from '../kit/builder.ts';
import { EventSourceEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { resolvePage } from '../kit/lists/page.ts';
import { readBefore } from '../kit/read-before.ts';
import { EventUnion, readable } from './event.ts';
import { EventFilterInput, toEventFilter } from './event-filter.ts';

/** A trace with more events is refused instead of truncated; the events query pages through it. */
const MAX_TRACE_LENGTH = 1_000;

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
      'The recorded events that retention has not removed, oldest first. Their cursors can be used in subscriptions. A page can have fewer events than requested, or none, although there are more: a search of a long log that no index helps is ended after about a second. Go on as long as hasNextPage, or hasPreviousPage for pages from the end, with endCursor or startCursor.',
    args: {
      filter: t.arg({ type: EventFilterInput, description: 'Default: all events.' }),
      ...t.arg.connectionArgs(),
    },
    async resolve(_, { filter: input, ...args }, { log, viewer, actorIdCase }) {
      const filter = toEventFilter(input, { actorIdCase });
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
        async ({ after, before, limit, backwards }) => {
          const page = { filter, after, before, limit, newestFirst: backwards };
          const { entries, through } = await log.search(viewer.tenantId, page);
          return through === undefined ? entries : { items: entries, through };
        },
      );
      return { edges: edges.map(({ node, cursor }) => ({ node: readable(node), cursor })), pageInfo };
    },
  }),
  event: t.field({
    type: EventUnion,
    nullable: true,
    description:
      'An event by id; null if there is none, or if retention has removed it. Producers choose ids, so several sources may have one with the same id: then it is the first of them, unless the source is given.',
    args: {
      id: t.arg.id({ required: true, description: 'Id of the event.' }),
      source: t.arg({ type: EventSourceEnum, description: 'Who reported it. Default: anybody.' }),
    },
    async resolve(_, { id, source }, { log, viewer }) {
      if (!z.uuid().safeParse(id).success) return null;
      const entry = await log.byId(viewer.tenantId, id, source ? [source] : EVENT_SOURCES);
      return entry ? readable(entry) : null;
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
    extensions: readBefore(({ positions }) => positions.stream()),
    description:
      'The newest position in the viewer’s stream. It is read before everything else in the operation, wherever it stands: select it together with your state, then subscribe with it as `after`, and nothing is missed.',
    resolve: async (_, __, { positions }) => encodeCursor(await positions.stream()),
  }),
  positionAt: t.string({
    description:
      'The cursor from which to resume from a moment on: no event with this `createdAt` or a later one comes before it. Because events are in the order in which they were recorded, some of those after it may have been created earlier. A time after the newest event gives the newest position; if retention has removed an event of this time or later, it fails with CURSOR_EXPIRED.',
    args: { time: t.arg({ type: 'DateTime', required: true, description: 'The moment, to the millisecond.' }) },
    resolve: async (_, { time }, { log, viewer }) => encodeCursor(await log.positionAt(viewer.tenantId, time)),
  }),
}));
