import type { ActorIdCase } from './actor-id.ts';
import type { Issue } from './entities/entity-change.ts';
import { didYouMean, nearNames } from './near-names.ts';

/** An id under which nobody has requested, decided or followed anything in a tenant. */
export interface Stranger {
  actorId: string;
  /** How somebody is known whose id differs from it in upper and lower case alone; null: there is nobody. */
  knownAs: string | null;
}

/** Where a stranger is named as an owner, and what may have been meant. */
export interface StrangerNamed {
  path: readonly string[];
  actorIdCase: ActorIdCase;
  /** Ids of owners, and of people who act, in the tenant. */
  known: readonly string[];
}

/** What to say to whoever names a stranger as an owner: it may be a slip, and may be somebody who is yet to come. */
export function warnOfOwner({ actorId, knownAs }: Stranger, { path, actorIdCase, known }: StrangerNamed): Issue {
  const unknown = `Nobody with the id "${actorId}" has requested, decided or followed anything here`;
  const isExact = actorIdCase === 'exact';
  const compared = 'Ids are compared exactly, upper and lower case included';
  if (isExact && knownAs !== null) {
    return { path: [...path], message: `${unknown}. ${compared}; known here is "${knownAs}".` };
  }
  const near = didYouMean(nearNames(actorId, known));
  return { path: [...path], message: `${unknown}${near || '.'}${isExact ? ` ${compared}.` : ''}` };
}
