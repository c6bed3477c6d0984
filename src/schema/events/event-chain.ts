import { AppError } from '../../errors.ts';
import { MAX_EFFECTS } from '../../store/log/event-chain.ts';
import { builder } from '../kit/builder.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { EventUnion, readable } from './event.ts';
import { EnvelopeRef } from './event-type.ts';

builder.interfaceFields(EnvelopeRef, (t) => ({
  cause: t.field({
    type: EventUnion,
    nullable: true,
    authScopes: { role: 'VIEWER' },
    unauthorizedResolver: () => null,
    description:
      'The event that directly led to this one. Null if there was none, or, if causationId is set, because retention has removed it; null as well for a viewer without the role VIEWER.',
    async resolve({ event }, _, { loaders }) {
      if (event.causationId === undefined) return null;
      const entry = await loaders.cause.load(event);
      return entry ? readable(entry) : null;
    },
  }),
  effects: t.field({
    type: [EventUnion],
    authScopes: { role: 'VIEWER' },
    unauthorizedResolver: () => [],
    extensions: listSize(10),
    description:
      'The events that it directly led to, oldest first. A profile is an effect of the event that started its run, not of the events that joined the run. Empty for a viewer without the role VIEWER.',
    async resolve({ event }, _, { loaders }) {
      const entries = await loaders.effects.load(event);
      if (!entries) {
        throw new AppError(
          'BAD_USER_INPUT',
          `The event has more than ${MAX_EFFECTS} effects; page through the query events instead.`,
        );
      }
      return entries.map(readable);
    },
  }),
}));
