/** HTTP headers or connection parameters: names in lower case. */
export type Credentials = Record<string, string>;

/**
 * Who uses the page. `identity` changes when somebody else does, and undefined is nobody: then the page shows how to
 * sign in.
 */
export interface SessionState {
  identity: string | undefined;
  /** Changes when the credentials were replaced although the person is the same. */
  renewal?: number;
  /** Why nobody is signed in, or what will soon go wrong; in a sentence. */
  problem?: string;
}

interface SessionBase {
  /** The same object until something changes. */
  readonly state: SessionState;
  /** Calls with each change. Returns how to stop that. */
  readonly onChange: (listener: () => void) => () => void;
  /** For one request or connection. */
  credentials(): Promise<Credentials>;
  signOut(): void;
  /**
   * The server does not accept these credentials. If they are still those of the person, nobody is signed in any more.
   * @param reason what the person is told
   */
  refuse(credentials: Credentials, reason: string): void;
}

/** A server without authentication: one chooses who one is. */
export interface LocalSession extends SessionBase {
  kind: 'local';
  choose(actorId: string): void;
}

/** A server that takes tokens and does not say where they come from. */
export interface TokenSession extends SessionBase {
  kind: 'token';
  signIn(token: string): void;
}

export interface OidcSession extends SessionBase {
  kind: 'oidc';
  signIn(): void;
}

export type Session = LocalSession | TokenSession | OidcSession;

/** For requests with this token. */
export function bearer(token: string | undefined): Credentials {
  const credentials: Credentials = {};
  if (token !== undefined) credentials.authorization = `Bearer ${token}`;
  return credentials;
}
