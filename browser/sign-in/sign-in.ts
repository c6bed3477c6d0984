import { createOidcClient, makeSecrets, type Secrets, type Tokens } from './oidc-client.ts';
import type { Page } from './page.ts';
import type { SignInError } from './sign-in-error.ts';
import type { OidcSettings } from './sign-in-settings.ts';

/** `leaving`: the page is about to be replaced by one of the issuer. */
export type SignInState =
  | { readonly kind: 'signed-out'; readonly problem?: string }
  | { readonly kind: 'leaving' }
  | {
      readonly kind: 'signed-in';
      /** What to call the person. */
      readonly name: string;
      /** By the clock of this machine. Another one with each renewal. */
      readonly expiresAt: Date;
      readonly problem?: string;
    };

export interface SignIn {
  /** The same object until something changes. */
  readonly state: SignInState;
  /** Calls with each change. Returns how to stop that. */
  onChange(listener: () => void): () => void;
  /**
   * To be called once, when the page has been loaded: ends a sign-in from which the person comes back, or signs in anew,
   * without asking, in a tab where somebody was signed in.
   */
  begin(): Promise<void>;
  /** Sends the person to the issuer. */
  signIn(): Promise<void>;
  /**
   * A token that is good for a while; renewed where necessary. Undefined: nobody is signed in.
   * @throws SignInError if it can only be renewed later
   */
  getToken(): Promise<string | undefined>;
  /**
   * The server does not accept the token. Unless it has been renewed, or will be because it has expired, the tokens are
   * forgotten; the person stays signed in at the issuer.
   * @param problem what the person is told
   */
  refuse(token: string, problem: string): void;
  /** Forgets the tokens, and sends the person to the issuer to be signed out there. */
  signOut(): Promise<void>;
  /** Stops renewing. */
  dispose(): void;
}

interface Session extends Tokens {
  name: string;
  expiresAtMs: number;
  renewAtMs: number;
}

/** A sign-in that has left the page. */
interface Pending {
  secrets: Secrets;
  isSilent: boolean;
  /** What the page showed. */
  returnTo: string;
}

/** Whether the tab is waiting for somebody to come back, and whether somebody was signed in. */
const PENDING = 'metadata-governance.sign-in';
const WAS_SIGNED_IN = 'metadata-governance.signed-in';
/** How much of its life a token has left when it is renewed: a fifth, and never more than a minute. */
const RENEWAL_SHARE = 0.2;
const MAX_RENEWAL_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 10_000;
/** Shorter lives are not kept up with. */
const MIN_LIFETIME_MS = 500;
/** Longest delay of a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

function signedIn({ name, expiresAtMs }: Session) {
  return { kind: 'signed-in', name, expiresAt: new Date(expiresAtMs) } as const;
}

/** When something has to be done about the token. */
function dueAtMs({ refreshToken, expiresAtMs, renewAtMs }: Session): number {
  return refreshToken === undefined ? expiresAtMs : renewAtMs;
}

/**
 * Signs people in with their browser, by code flow with PKCE. The tokens are in the memory of the page alone: another tab,
 * also a copy of this one, has its own, so that no refresh token is ever used twice.
 */
export function createSignIn(settings: OidcSettings, page: Page): SignIn {
  const client = createOidcClient(settings);
  const listeners = new Set<() => void>();
  let state: SignInState = { kind: 'signed-out' };
  let session: Session | undefined;
  let renewal: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Why the token could not be renewed last time. */
  let failure: SignInError | undefined;
  let retryMs = FIRST_RETRY_MS;

  function change(next: SignInState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function keep(tokens: Tokens): void {
    const nowMs = Date.now();
    // Issuers cut the time of the expiry to whole seconds.
    const lifetimeMs = Math.max(tokens.lifetimeMs - 1_000, tokens.lifetimeMs / 2, MIN_LIFETIME_MS);
    session = {
      ...tokens,
      refreshToken: tokens.refreshToken ?? session?.refreshToken,
      idToken: tokens.idToken ?? session?.idToken,
      name: tokens.name ?? session?.name ?? '',
      expiresAtMs: nowMs + lifetimeMs,
      renewAtMs: nowMs + lifetimeMs - Math.min(lifetimeMs * RENEWAL_SHARE, MAX_RENEWAL_MS),
    };
    failure = undefined;
    retryMs = FIRST_RETRY_MS;
    page.memory.setItem(WAS_SIGNED_IN, 'true');
    wakeAt(dueAtMs(session));
    change(signedIn(session));
  }

  function end(problem?: string): void {
    clearTimeout(timer);
    session = undefined;
    failure = undefined;
    page.memory.removeItem(WAS_SIGNED_IN);
    change({ kind: 'signed-out', ...(problem !== undefined && { problem }) });
  }

  function wakeAt(timeMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        // Timers are cut short, and may be early.
        if (Date.now() < timeMs) wakeAt(timeMs);
        // Who asks for the token is told why there is none.
        else getToken().catch(() => undefined);
      },
      Math.min(Math.max(timeMs - Date.now(), 0), MAX_TIMER_MS),
    );
  }

  /** Exchanges the refresh token. If that fails for the time being, it is tried again later. */
  async function renew(current: Session): Promise<void> {
    const { refreshToken } = current;
    if (refreshToken === undefined) {
      end('Your sign-in has expired. Sign in again.');
      return;
    }
    try {
      const tokens = await client.refresh(refreshToken);
      // Unless the person has signed out meanwhile.
      if (session === current) keep(tokens);
    } catch (error) {
      if (session !== current) return;
      failure = error as SignInError;
      if (failure.isFinal) {
        end(`Your sign-in has ended (${failure.message}). Sign in again.`);
        return;
      }
      current.renewAtMs = Date.now() + retryMs;
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
      wakeAt(current.renewAtMs);
      change({ ...signedIn(current), problem: `Your sign-in could not be renewed yet. ${failure.message}` });
    }
  }

  async function getToken(): Promise<string | undefined> {
    if (session && Date.now() >= dueAtMs(session)) {
      renewal ??= renew(session).finally(() => {
        renewal = undefined;
      });
      await renewal;
    }
    // A token that could not be renewed is good for a while yet.
    if (session && failure && Date.now() >= session.expiresAtMs) throw failure;
    return session?.accessToken;
  }

  async function leave(isSilent: boolean): Promise<void> {
    if (!('subtle' in globalThis.crypto)) {
      end('Browsers let people sign in only on pages that are opened by https, or on this machine.');
      return;
    }
    const pending: Pending = { secrets: makeSecrets(), isSilent, returnTo: page.url().href };
    try {
      const url = await client.authorizationUrl(pending.secrets, page.callbackUrl(), isSilent);
      page.memory.setItem(PENDING, JSON.stringify(pending));
      change({ kind: 'leaving' });
      if (isSilent) page.replaceBy(url);
      else page.leaveTo(url);
    } catch (error) {
      end((error as SignInError).message);
    }
  }

  function takePending(): Pending | undefined {
    const text = page.memory.getItem(PENDING);
    page.memory.removeItem(PENDING);
    return text === null ? undefined : (JSON.parse(text) as Pending);
  }

  async function comeBack(returned: URL): Promise<void> {
    const pending = takePending();
    const isOurs = pending?.secrets.state === returned.searchParams.get('state');
    page.showUrl(pending && isOurs ? pending.returnTo : page.callbackUrl());
    if (!pending || !isOurs) {
      end('That sign-in was not begun in this tab, or another one was begun after it. Sign in again.');
      return;
    }
    try {
      keep(await client.redeem(returned, pending.secrets, page.callbackUrl()));
    } catch (error) {
      const { message, isFinal } = error as SignInError;
      // A silent attempt is refused where the issuer has to ask something: that is nothing to tell.
      end(pending.isSilent && isFinal ? undefined : message);
    }
  }

  return {
    get state() {
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async begin() {
      const url = page.url();
      const has = (name: string) => url.searchParams.has(name);
      if (has('state') && (has('code') || has('error'))) await comeBack(url);
      else if (page.memory.getItem(WAS_SIGNED_IN) !== null) await leave(true);
    },
    signIn: () => leave(false),
    getToken,
    refuse(token, problem) {
      if (session?.accessToken === token && Date.now() < session.expiresAtMs) end(problem);
    },
    async signOut() {
      const idToken = session?.idToken;
      end();
      const url = await client.endSessionUrl(idToken, page.callbackUrl()).catch(() => undefined);
      page.leaveTo(url ?? page.callbackUrl());
    },
    dispose() {
      clearTimeout(timer);
    },
  };
}
