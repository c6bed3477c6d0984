import * as oauth from 'oauth4webapi';

import { SignInError } from './sign-in-error.ts';
import type { OidcSettings } from './sign-in-settings.ts';

export interface Tokens {
  accessToken: string;
  lifetimeMs: number;
  /** Undefined: the issuer gave none, or the previous one remains good. */
  refreshToken: string | undefined;
  idToken: string | undefined;
  /** Who signed in, for people to read. Undefined: the issuer did not say it again. */
  name: string | undefined;
}

/** What only the page that begins a sign-in knows, and needs when it ends. */
export interface Secrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** A public client of an OpenID issuer. Every method throws SignInError. */
export interface OidcClient {
  /** The URL to send the person to. @param isSilent refused by the issuer if it would have to ask the person anything */
  authorizationUrl(secrets: Secrets, redirectUri: string, isSilent: boolean): Promise<string>;
  /** @param returned the URL that the person came back to */
  redeem(returned: URL, secrets: Secrets, redirectUri: string): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  /** Undefined: at this issuer nobody can be signed out. */
  endSessionUrl(idToken: string | undefined, redirectUri: string): Promise<string | undefined>;
}

/** For tokens whose issuer does not say how long they last: they are renewed early rather than late. */
const ASSUMED_LIFETIME_MS = 300_000;
const DEADLINE_MS = 10_000;

export function makeSecrets(): Secrets {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    codeVerifier: oauth.generateRandomCodeVerifier(),
  };
}

export function createOidcClient({ issuer, clientId, scopes }: OidcSettings): OidcClient {
  const issuerUrl = new URL(issuer);
  const client: oauth.Client = { client_id: clientId };
  const options = {
    signal: () => AbortSignal.timeout(DEADLINE_MS),
    // Only where the operator has named an issuer without TLS, for trials, which is what the deprecation asks for.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    [oauth.allowInsecureRequests]: issuerUrl.protocol === 'http:',
  };
  let discovered: Promise<oauth.AuthorizationServer> | undefined;

  function discover(): Promise<oauth.AuthorizationServer> {
    discovered ??= explained(async () => {
      const answer = await oauth.discoveryRequest(issuerUrl, options);
      return oauth.processDiscoveryResponse(issuerUrl, answer);
    }).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  }

  /** Does something whose failure is told in a sentence. */
  async function explained<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw error instanceof SignInError ? error : explain(error, issuerUrl.host);
    }
  }

  return {
    authorizationUrl: (secrets, redirectUri, isSilent) =>
      explained(async () => {
        const { authorization_endpoint } = await discover();
        if (!authorization_endpoint) throw new SignInError(`Nobody can sign in at ${issuerUrl.host} from a page.`);
        const url = new URL(authorization_endpoint);
        const parameters = {
          client_id: clientId,
          redirect_uri: redirectUri,
          response_type: 'code',
          scope: scopes,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await oauth.calculatePKCECodeChallenge(secrets.codeVerifier),
          code_challenge_method: 'S256',
          ...(isSilent && { prompt: 'none' }),
        };
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
        return url.href;
      }),
    redeem: (returned, { state, nonce, codeVerifier }, redirectUri) =>
      explained(async () => {
        const server = await discover();
        const parameters = oauth.validateAuthResponse(server, client, returned, state);
        const answer = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          parameters,
          redirectUri,
          codeVerifier,
          options,
        );
        return tokensOf(
          await oauth.processAuthorizationCodeResponse(server, client, answer, {
            expectedNonce: nonce,
            requireIdToken: true,
          }),
        );
      }),
    refresh: (refreshToken) =>
      explained(async () => {
        const server = await discover();
        const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options);
        return tokensOf(await oauth.processRefreshTokenResponse(server, client, answer));
      }),
    endSessionUrl: (idToken, redirectUri) =>
      explained(async () => {
        const { end_session_endpoint } = await discover();
        if (!end_session_endpoint) return undefined;
        const url = new URL(end_session_endpoint);
        url.searchParams.set('client_id', clientId);
        url.searchParams.set('post_logout_redirect_uri', redirectUri);
        if (idToken) url.searchParams.set('id_token_hint', idToken);
        return url.href;
      }),
  };
}

function tokensOf(response: oauth.TokenEndpointResponse): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(response);
  const names = [claims?.name, claims?.preferred_username, claims?.email, claims?.sub];
  return {
    accessToken: response.access_token,
    lifetimeMs: response.expires_in === undefined ? ASSUMED_LIFETIME_MS : response.expires_in * 1000,
    refreshToken: response.refresh_token,
    idToken: response.id_token,
    name: names.find((name) => typeof name === 'string' && name !== '') as string | undefined,
  };
}

function explain(error: unknown, host: string): SignInError {
  if (error instanceof oauth.AuthorizationResponseError) {
    return new SignInError(`${host} did not sign you in: ${error.error_description ?? error.error}`, {
      isFinal: true,
      cause: error,
    });
  }
  if (error instanceof oauth.ResponseBodyError) {
    const isFinal = error.status < 500 && error.status !== 429;
    const message = `${host} refused to give a token: ${error.error_description ?? error.error}`;
    return new SignInError(message, { isFinal, cause: error });
  }
  if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) {
    const message = `${host} cannot be reached from this page: it is away, or does not answer to pages of this origin.`;
    return new SignInError(message, { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new SignInError(`The answer of ${host} cannot be used: ${reason}`, { cause: error });
}
