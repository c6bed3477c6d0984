/** How the ids of actors are compared: as they are written, or without regard to upper and lower case. */
export const ACTOR_ID_CASES = ['exact', 'ignore'] as const;
export type ActorIdCase = (typeof ACTOR_ID_CASES)[number];

/**
 * The form in which an actor's id is kept and compared; idempotent. Character by character, as `lower` of Postgres does:
 * the id never gets longer, and the store finds it.
 */
export function normalizeActorId(actorId: string, actorIdCase: ActorIdCase): string {
  return actorIdCase === 'ignore' ? Array.from(actorId, lowerCaseOf).join('') : actorId;
}

function lowerCaseOf(character: string): string {
  const [first = character] = character.toLowerCase();
  return first;
}
