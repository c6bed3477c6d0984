import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

export interface OpenIdProvider extends AsyncDisposable {
  issuer: string;
  /** Settings of a server whose people sign in here. */
  env: Record<string, string>;
  /** Grants of tokens so far, such as `refresh_token`, and refusals, such as `invalid_grant`. */
  grants: string[];
  /** While it is away, every request fails with 503. */
  isAway: boolean;
}

export interface ProviderOptions {
  /** Pages that people may be sent back to. */
  redirectUris: string[];
  accessTokenSeconds?: number;
  refreshTokenSeconds?: number;
  /** Claims of the access tokens of a person. */
  claimsOf?: (accountId: string) => Record<string, unknown>;
  givesRefreshTokens?: boolean;
}

const CLIENT_ID = 'governance';
const API = 'https://governance.example/api';

/** A real OpenID provider. Whatever name is typed into its form is signed in. */
export async function startOpenIdProvider(options: ProviderOptions): Promise<OpenIdProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'first' }] };
  const listener = { handle: (_: IncomingMessage, response: ServerResponse) => void response.writeHead(503).end() };
  const state = { isAway: false };
  const server = createServer((request, response) => {
    if (state.isAway) response.writeHead(503).end();
    else listener.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configurationOf(options, jwks));
  const grants: string[] = [];
  provider.on('grant.success', ({ oidc }) => grants.push(String(oidc.params?.grant_type)));
  provider.on('grant.error', (_, error) => grants.push(error.error));
  const callback = provider.callback();
  listener.handle = (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, request, response);
    else void callback(request, response);
  };

  return {
    issuer,
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT_ID },
    grants,
    get isAway() {
      return state.isAway;
    },
    set isAway(isAway) {
      state.isAway = isAway;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function configurationOf(
  {
    redirectUris,
    accessTokenSeconds = 3_600,
    refreshTokenSeconds = 3_600,
    claimsOf,
    givesRefreshTokens = true,
  }: ProviderOptions,
  jwks: Configuration['jwks'],
): Configuration {
  return {
    jwks,
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        redirect_uris: redirectUris,
        post_logout_redirect_uris: redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['not a secret'] },
    claims: { openid: ['sub', 'name'] },
    conformIdTokenClaims: false,
    clientBasedCORS: (_, origin) => redirectUris.some((uri) => new URL(uri).origin === origin),
    issueRefreshToken: () => Promise.resolve(givesRefreshTokens),
    rotateRefreshToken: true,
    extraTokenClaims: (_, token) =>
      'accountId' in token ? (claimsOf?.(token.accountId) ?? { tenant: 'acme', roles: ['VIEWER'] }) : {},
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, name: `The person ${accountId}` }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: accessTokenSeconds,
      RefreshToken: refreshTokenSeconds,
      Session: 3_600,
      Grant: 3_600,
      IdToken: 3_600,
      Interaction: 600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = `<!doctype html>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
        },
      },
      // Access tokens are JWTs only if they are for an API.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: CLIENT_ID,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    // People of a company are not asked whether its own pages may know who they are.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      if (known !== undefined) return provider.Grant.find(known);
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

/** The one question that it asks: who is there. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const form = '<form method="post"><input name="login" aria-label="Name"><button>Sign in</button></form>';
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Sign in</title>${form}`);
    return;
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const accountId = new URLSearchParams(body).get('login') ?? '';
  const result =
    accountId === '' ? { error: 'access_denied', error_description: 'nobody is there' } : { login: { accountId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
