import type { ActorIdCase } from './actor-id.ts';
import type { Issue } from './entities/entity-change.ts';

/** An id under which nobody has requested, decided or followed anything in a tenant. */
export interface Stranger {
  actorId: string;
  /** How somebody is known whose id differs from it in upper and lower case alone; null: there is nobody. */
  knownAs: string | null;
}

/** What to say to whoever names a stranger as an owner: it may be a slip, and may be somebody who is yet to come. */
export function warnOfOwner({ actorId, knownAs }: Stranger, actorIdCase: ActorIdCase, path: readonly string[]): Issue {
  const unknown = `Nobody with the id "${actorId}" has requested, decided or followed anything here.`;
  const compared = 'Ids are compared exactly, upper and lower case included';
  const known = knownAs === null ? '' : `; known here is "${knownAs}"`;
  return { path: [...path], message: actorIdCase === 'exact' ? `${unknown} ${compared}${known}.` : unknown };
}
