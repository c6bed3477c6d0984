import type { StreamHead } from '../log/log.ts';
import type { Broadcast } from './broadcast.ts';
import type { Member } from './member.ts';

type Scope = Parameters<Member['keyOf']>[0];

/** The broadcasts of an instance, by what their members have in common. */
export interface Broadcasts<O> {
  /** Lets the member take part in the broadcast of those who get the same, which begins with the first of them. */
  join(opening: O, member: Member): void;
  memberCount(): number;
  /** Ends all members. */
  close(): void;
}

export interface BroadcastsParts<O> {
  open: (
    opening: O,
    events: {
      isOfOneActor: boolean;
      onEmpty: () => void;
      /** The results of these differ after all. `head`: the position of the stream. */
      onPersonal: (members: readonly Member[], head: StreamHead) => void;
    },
  ) => Broadcast;
}

/** Beyond this, it is found out again. */
const MAX_PERSONAL = 1_000;

export function createBroadcasts<O extends { head: StreamHead }>({ open }: BroadcastsParts<O>): Broadcasts<O> {
  const broadcasts = new Map<string, Broadcast>();
  /** Keys of those whose results have turned out to depend on the actor, from the oldest on. */
  const personal = new Set<string>();

  function joinAs(scope: Scope, opening: O, member: Member, scopedKey = member.keyOf(scope)): void {
    // The epoch belongs to one tenant's stream, and to one life of it.
    const key = `${opening.head.epoch} ${scopedKey}`;
    let broadcast = broadcasts.get(key);
    if (!broadcast) {
      broadcast = open(opening, {
        isOfOneActor: scope === 'actor',
        onEmpty: () => broadcasts.delete(key),
        onPersonal(members, head) {
          for (const each of members) {
            rememberPersonal(each.keyOf('roles'));
            joinAs('actor', { ...opening, head }, each);
          }
        },
      });
      broadcasts.set(key, broadcast);
    }
    broadcast.join(member);
  }

  function rememberPersonal(key: string): void {
    personal.add(key);
    const [oldest] = personal;
    if (oldest !== undefined && personal.size > MAX_PERSONAL) personal.delete(oldest);
  }

  return {
    join(opening, member) {
      const key = member.keyOf('roles');
      if (personal.has(key)) joinAs('actor', opening, member);
      else joinAs('roles', opening, member, key);
    },
    memberCount: () => [...broadcasts.values()].reduce((count, { size }) => count + size, 0),
    close() {
      for (const broadcast of [...broadcasts.values()]) broadcast.close();
    },
  };
}
