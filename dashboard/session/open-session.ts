import { browserPage } from '../../browser/sign-in/page.ts';
import { createSignIn, type SignIn } from '../../browser/sign-in/sign-in.ts';
import { readSignInSettings } from '../../browser/sign-in/sign-in-settings.ts';
import { createLocalSession } from './local-session.ts';
import { bearer, type OidcSession, type Session, type SessionState } from './session.ts';
import { createTokenSession } from './token-session.ts';

/**
 * Asks the server how people sign in. Undefined: the page is being left for the issuer of tokens.
 * @throws SignInError if the server does not say
 */
export async function openSession(): Promise<Session | undefined> {
  const settings = await readSignInSettings('/auth/config');
  switch (settings.kind) {
    case 'none':
      return createLocalSession();
    case 'token':
      return createTokenSession();
    case 'oidc': {
      const signIn = createSignIn(settings, browserPage('/'));
      await signIn.begin();
      return signIn.state.kind === 'leaving' ? undefined : oidcSession(signIn);
    }
  }
}

function oidcSession(signIn: SignIn): OidcSession {
  let state = stateOf(signIn);
  signIn.onChange(() => {
    state = stateOf(signIn);
  });
  return {
    kind: 'oidc',
    get state() {
      return state;
    },
    onChange: (listener) => signIn.onChange(listener),
    credentials: async () => bearer(await signIn.getToken()),
    signIn: () => void signIn.signIn(),
    signOut: () => void signIn.signOut(),
    // Tokens are renewed before they expire: a refusal means that the person has to sign in anew.
    refuse: ({ authorization = '' }, reason) => {
      signIn.refuse(authorization.replace(/^Bearer /, ''), reason);
    },
  };
}

function stateOf({ state }: SignIn): SessionState {
  const problem = 'problem' in state && state.problem !== undefined ? { problem: state.problem } : {};
  return state.kind === 'signed-in'
    ? { identity: state.name, renewal: state.expiresAt.getTime(), ...problem }
    : { identity: undefined, ...problem };
}
