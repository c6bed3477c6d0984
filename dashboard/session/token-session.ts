import { TOKEN_KEY } from '../../browser/sign-in/token-key.ts';
import { createStateHolder } from '../live/state-holder.ts';
import { bearer, type SessionState, type TokenSession } from './session.ts';

/** The token is kept for the tab, and is gone when the tab is closed. */
export function createTokenSession(): TokenSession {
  let token = sessionStorage.getItem(TOKEN_KEY) ?? undefined;
  const holder = createStateHolder<SessionState>({ identity: token });

  function use(next: string | undefined, problem?: string): void {
    token = next;
    if (next === undefined) sessionStorage.removeItem(TOKEN_KEY);
    else sessionStorage.setItem(TOKEN_KEY, next);
    holder.set({ identity: next, ...(problem !== undefined && { problem }) });
  }

  return {
    kind: 'token',
    get state() {
      return holder.value;
    },
    onChange: (listener) => holder.onChange(listener),
    credentials: () => Promise.resolve(bearer(token)),
    signIn: (next) => {
      use(next.trim().replace(/^Bearer\s+/i, ''));
    },
    signOut: () => {
      use(undefined);
    },
    refuse: ({ authorization }, reason) => {
      // Another token may have taken its place while the request was under way.
      if (authorization === bearer(token).authorization) use(undefined, reason);
    },
  };
}
