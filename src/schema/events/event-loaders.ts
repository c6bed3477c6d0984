import DataLoader from 'dataloader';

import type { LogEntry } from '../../events/log/log.ts';
import { findCauses, findEffects, type Link } from '../../store/log/event-chain.ts';
import { producerKey } from '../../store/log/event-log.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';

export type LogEntryLoader = DataLoader<number, LogEntry | undefined>;
export type CauseLoader = DataLoader<Link, LogEntry | undefined, string>;
export type EffectsLoader = DataLoader<Link, LogEntry[] | undefined, string>;

const linkKeyOf = (link: Link) => producerKey(link);

/** Entries of the log by offset. */
export function createLogEntryLoader({ log, tenantId }: LoaderScope): LogEntryLoader {
  return new DataLoader(async (offsets) => inOrder(offsets, await log.at(tenantId, offsets), ({ offset }) => offset));
}

/** The event that directly led to an event. */
export function createCauseLoader({ tenantId, ...parts }: LoaderScope): CauseLoader {
  return new DataLoader((links) => findCauses(parts, tenantId, links), { cacheKeyFn: linkKeyOf });
}

/** What an event directly led to; undefined: too much for one response. */
export function createEffectsLoader({ tenantId, ...parts }: LoaderScope): EffectsLoader {
  return new DataLoader(async (links) => (await findEffects(parts, tenantId, links)) ?? links.map(() => undefined), {
    cacheKeyFn: linkKeyOf,
  });
}
