import { browserPage } from '../../browser/sign-in/page.ts';
import { createSignIn, type SignIn } from '../../browser/sign-in/sign-in.ts';
import type { OidcSettings } from '../../browser/sign-in/sign-in-settings.ts';
import { bearer, type OidcSession, type SessionState } from './session.ts';

/** Undefined: the page is being left for the issuer of tokens. */
export async function openOidcSession(settings: OidcSettings): Promise<OidcSession | undefined> {
  const signIn = createSignIn(settings, browserPage('/'));
  await signIn.begin();
  return signIn.state.kind === 'leaving' ? undefined : oidcSession(signIn);
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
