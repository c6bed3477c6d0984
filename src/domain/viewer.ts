import type { Actor, EventSource } from '../events/schemas/vocabulary.ts';

export const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** The actor of a request. Everything in it comes from the token. */
export interface Viewer {
  tenantId: string;
  actor: Actor;
  roles: readonly Role[];
  /** The sources under which the viewer may report refreshes. */
  sources: readonly EventSource[];
  /** When the token expires; undefined for a local server without authentication. */
  expiresAt?: Date;
}
