import type { Actor, EventSource } from '../events/schemas/vocabulary.ts';

export const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** On whose behalf a request is served. All of it comes from the token. */
export interface Viewer {
  tenantId: string;
  actor: Actor;
  roles: readonly Role[];
  /** What the viewer may report refreshes as. */
  sources: readonly EventSource[];
  /** When the token ends; undefined for the local server, which asks for none. */
  expiresAt?: Date;
}
