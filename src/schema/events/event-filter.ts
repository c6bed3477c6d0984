import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { AppError } from '../../errors.ts';
import type { EventFilter } from '../../events/log/event-filter.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import type { EntityType, EventSource, Tier } from '../../events/schemas/vocabulary.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, EventSourceEnum, EventTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';

/** How deeply `not` can be nested. */
const MAX_NOT_DEPTH = 3;
/** Most values of a filter, including those that it contains. */
const MAX_FILTER_VALUES = 5_000;

type Optional<T> = T | null | undefined;

interface EventFilterShape {
  types?: Optional<EventType[]>;
  sources?: Optional<EventSource[]>;
  entityTypes?: Optional<EntityType[]>;
  canonicalKeys?: Optional<string[]>;
  tiers?: Optional<Tier[]>;
  owners?: Optional<string[]>;
  tags?: Optional<string[]>;
  correlationId?: Optional<string>;
  from?: Optional<Date>;
  to?: Optional<Date>;
  not?: Optional<EventFilterShape>;
}

const ENTITY_TYPES = 'About entities of these types.';
const CANONICAL_KEYS = 'About entities with these canonical keys.';
const TIERS = 'About entities in these tiers.';
const OWNERS =
  'About entities of these owners, as they were when the event was appended: a later change of the owner changes nothing. Matches no event that is about no entity, and none that a version without this filter appended.';
const TAGS =
  'About entities with at least one of these tags, by the canonical keys of the tags, as they were when the event was appended. Matches no event that is about no entity, and none that a version without this filter appended.';

export const EventFilterInput = builder.inputRef<EventFilterShape>('EventFilter').implement({
  description: `Filters events. All conditions must match; a condition that is left out matches every event. A filter can have at most ${MAX_FILTER_VALUES} values.`,
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: 'Of these types.' }),
    sources: t.field({ type: [EventSourceEnum], description: 'From these sources.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: ENTITY_TYPES }),
    canonicalKeys: t.stringList({ description: CANONICAL_KEYS }),
    tiers: t.field({ type: [TierEnum], description: TIERS }),
    owners: t.stringList({ description: OWNERS }),
    tags: t.stringList({ description: TAGS }),
    correlationId: t.id({ description: 'With this correlation id.' }),
    from: t.field({
      type: 'DateTime',
      description:
        'With this `createdAt` or a later one, to the millisecond. Events stay in the order of the stream, which can differ from that of `createdAt`.',
    }),
    to: t.field({
      type: 'DateTime',
      description:
        'With a `createdAt` before this one, to the millisecond. A subscription stays open after it: an event can be reported late.',
    }),
    not: t.field({
      type: EventFilterInput,
      description: `Without the events that this filter matches. An event that lacks what a condition asks for, such as an owner, does not match the condition and so is not left out. It can be nested up to ${MAX_NOT_DEPTH} times.`,
    }),
  }),
});

export const StreamFilterInput = builder.inputType('StreamFilter', {
  description: `Filters events. All conditions must match; a condition that is left out matches every event. A filter can have at most ${MAX_FILTER_VALUES} values.`,
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: ENTITY_TYPES }),
    canonicalKeys: t.stringList({ description: CANONICAL_KEYS }),
    tiers: t.field({ type: [TierEnum], description: TIERS }),
    owners: t.stringList({ description: OWNERS }),
    tags: t.stringList({ description: TAGS }),
    maxQualityScore: t.float({ description: 'With a quality score of at most this, 0 to 100.' }),
  }),
});

interface FilterContext {
  actorIdCase: ActorIdCase;
}

/** @throws AppError BAD_USER_INPUT for a filter that is too large or nested too deeply, or a time range without any time */
export function toEventFilter(input: Optional<EventFilterShape>, context: FilterContext): EventFilter {
  return withinSize(convert(input ?? {}, context, 0));
}

/** The filter of a subscription to one type. @throws AppError BAD_USER_INPUT as `toEventFilter` */
export function toStreamFilter(
  type: EventType,
  input: Optional<typeof StreamFilterInput.$inferInput>,
  context: FilterContext,
): EventFilter {
  const { maxQualityScore, ...others } = input ?? {};
  const filter = toEventFilter({ ...others, types: [type] }, context);
  return { ...filter, maxQualityScore: maxQualityScore ?? undefined };
}

function convert(input: EventFilterShape, context: FilterContext, depth: number): EventFilter {
  if (depth > MAX_NOT_DEPTH) {
    throw new AppError('BAD_USER_INPUT', `In a filter, \`not\` can be nested up to ${MAX_NOT_DEPTH} times.`);
  }
  const { correlationId, from, to, not } = input;
  if (from && to && from > to) throw new AppError('BAD_USER_INPUT', 'In a filter, `from` must not be later than `to`.');
  return {
    types: filterList(input.types),
    sources: filterList(input.sources),
    entityTypes: filterList(input.entityTypes),
    canonicalKeys: filterList(input.canonicalKeys),
    tiers: filterList(input.tiers),
    // As the owners of entities are kept, or were before ids were compared without case.
    owners: filterList(input.owners?.flatMap((owner) => [normalizeActorId(owner, context.actorIdCase), owner])),
    tags: filterList(input.tags),
    correlationId: correlationId ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
    not: not ? convert(not, context, depth + 1) : undefined,
  };
}

function withinSize(filter: EventFilter): EventFilter {
  if (sizeOf(filter) > MAX_FILTER_VALUES) {
    throw new AppError('BAD_USER_INPUT', `A filter can have at most ${MAX_FILTER_VALUES} values.`);
  }
  return filter;
}

function sizeOf(filter: EventFilter): number {
  const values = Object.values(filter).filter((part) => Array.isArray(part));
  return values.reduce((sum, { length }) => sum + length, filter.not ? sizeOf(filter.not) : 0);
}
