import type { Viewer } from '../domain/viewer.ts';
import type { Feed } from '../events/feed.ts';
import type { Clock, Logger } from '../logger.ts';
import type { StoredEventLog } from '../store/event-log.ts';
import type { Database } from '../store/sql.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** The parts of the server that resolvers work with. */
export interface SchemaParts {
  database: Database;
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  feed: Feed;
  clock: Clock;
  logger: Logger;
}

/** What one operation, or one event of a subscription, is executed with. */
export interface SchemaContext extends SchemaParts {
  viewer: Viewer;
  loaders: Loaders;
  /** Ends the client's connection, because it does not read what was sent. */
  cutOff: () => void;
}

/** Loaders remember what they loaded, so an execution gets a context of its own: nothing in it is ever stale. */
export function createContext(parts: SchemaParts, viewer: Viewer, cutOff: () => void = () => undefined): SchemaContext {
  return { ...parts, viewer, cutOff, loaders: createLoaders(parts, viewer.tenantId) };
}
