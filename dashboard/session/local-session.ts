import { createStateHolder } from '../live/state-holder.ts';
import type { LocalSession, SessionState } from './session.ts';

const KEY = 'metadata-governance.actor';
/** Who one is until one chooses. */
const FIRST_ACTOR = 'anna';

/** The people of the sample data; any other name works as well. */
export const SUGGESTED_ACTORS = ['anna', 'bert', 'carla', 'dora'] as const;

/** Each tab has its own actor, so that two tabs can be two people; a new tab is who was chosen last. */
export function createLocalSession(): LocalSession {
  const kept = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? FIRST_ACTOR;
  sessionStorage.setItem(KEY, kept);
  const holder = createStateHolder<SessionState>({ identity: kept });
  const choose = (actorId: string) => {
    sessionStorage.setItem(KEY, actorId);
    localStorage.setItem(KEY, actorId);
    holder.set({ identity: actorId });
  };
  return {
    kind: 'local',
    get state() {
      return holder.value;
    },
    onChange: (listener) => holder.onChange(listener),
    credentials: () => Promise.resolve({ 'x-actor-id': holder.value.identity ?? FIRST_ACTOR }),
    choose,
    signOut: () => {
      choose(FIRST_ACTOR);
    },
    refuse: (credentials) => {
      // Another person may have taken their place while the request was under way.
      if (credentials['x-actor-id'] === holder.value.identity) choose(FIRST_ACTOR);
    },
  };
}
