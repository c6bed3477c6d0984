import { useSyncExternalStore } from 'react';

import { browserPage } from '../browser/sign-in/page.ts';
import { createSignIn, type SignIn as OidcSignIn, type SignInState } from '../browser/sign-in/sign-in.ts';
import { readSignInSettings } from '../browser/sign-in/sign-in-settings.ts';
import { NO_SIGN_IN, type SignIn } from './sign-in.ts';
import { tokenOfTab } from './tab-token.ts';

/**
 * How people sign in at this server. Undefined: the page is being left for the issuer of tokens, and has nothing to show.
 * @param url of the server's /auth/config
 */
export async function prepareSignIn(url: string): Promise<SignIn | undefined> {
  // A server that is away is told about by the operations that fail.
  const settings = await readSignInSettings(url).catch(() => undefined);
  if (settings?.kind === 'token') return tokenOfTab(sessionStorage);
  if (settings?.kind !== 'oidc') return NO_SIGN_IN;
  const signIn = createSignIn(settings, browserPage('/graphql'));
  await signIn.begin();
  return signIn.state.kind === 'leaving' ? undefined : asSignIn(signIn);
}

function asSignIn(signIn: OidcSignIn): SignIn {
  /** Calls the listener with changes of one kind. */
  const on = (isMeant: (before: SignInState, now: SignInState) => boolean) => (listener: () => void) => {
    let before = signIn.state;
    return signIn.onChange(() => {
      const now = signIn.state;
      const isCalled = isMeant(before, now);
      before = now;
      if (isCalled) listener();
    });
  };
  return {
    getToken: () => signIn.getToken(),
    onChange: on((before, now) => nameIn(before) !== nameIn(now)),
    onRenewal: on((before, now) => nameIn(before) === nameIn(now) && expiryIn(before) !== expiryIn(now)),
    tokenAdvice: 'Sign in, or change the token under Headers.',
    Button: () => <SignInButton signIn={signIn} />,
  };
}

function SignInButton({ signIn }: { signIn: OidcSignIn }) {
  const state = useSyncExternalStore(
    (listener) => signIn.onChange(listener),
    () => signIn.state,
  );
  const problem = 'problem' in state ? state.problem : undefined;
  return (
    <span className="sign-in">
      {state.kind === 'signed-in' ? (
        <>
          <span className="sign-in-name" title={state.name}>
            {state.name}
          </span>
          <button type="button" className="graphiql-button" onClick={() => void signIn.signOut()}>
            Sign out
          </button>
        </>
      ) : (
        <button type="button" className="graphiql-button" onClick={() => void signIn.signIn()}>
          Sign in
        </button>
      )}
      {problem !== undefined && (
        <span className="sign-in-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

function nameIn(state: SignInState): string | undefined {
  return state.kind === 'signed-in' ? state.name : undefined;
}

function expiryIn(state: SignInState): number | undefined {
  return state.kind === 'signed-in' ? state.expiresAt.getTime() : undefined;
}
