import { readSignInSettings } from '../../browser/sign-in/sign-in-settings.ts';
import { createLocalSession } from './local-session.ts';
import type { Session } from './session.ts';
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
      // Its code is large, and few servers need it.
      const { openOidcSession } = await import('./oidc-session.ts');
      return openOidcSession(settings);
    }
  }
}
