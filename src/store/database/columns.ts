import { bigint, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';

/** The schema for all tables of the server, which the profiler refuses to read. */
export const STORE_SCHEMA = 'governance';
/** The schema for rows on their way into a table, which belongs to the server as well. */
export const LOADING_SCHEMA = 'governance_loading';
export const governance = pgSchema(STORE_SCHEMA);

export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
export const tenantId = () => text('tenant_id').notNull();
export const entityType = (name = 'entity_type') => text(name).$type<EntityType>();
export const tier = () => text('tier').$type<Tier>();
export const streamOffset = (name: string) => bigint(name, { mode: 'number' });
