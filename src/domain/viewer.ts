import type { Actor, EventSource } from '../events/schemas/vocabulary.ts';
import { type ActorIdCase, normalizeActorId } from './actor-id.ts';

export const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** The actor of a request. Everything in it comes from the token. */
export interface Viewer {
  tenantId: string;
  /** With `ignore` its id is normalized. */
  actor: Actor;
  /** How other ids are compared with the viewer's; left out: exactly. */
  actorIdCase?: ActorIdCase;
  roles: readonly Role[];
  /** The sources under which the viewer may report refreshes. */
  sources: readonly EventSource[];
  /** When the token expires; undefined for a local server without authentication. */
  expiresAt?: Date;
}

/** Whether it is the viewer's id. Others may be as they were before case was ignored. */
export function isViewer(
  actorId: string,
  { actor, actorIdCase = 'exact' }: Pick<Viewer, 'actor' | 'actorIdCase'>,
): boolean {
  return normalizeActorId(actorId, actorIdCase) === actor.actorId;
}
