import type { ConnectionState } from './connection-state.ts';
import type { Headers } from './credentials.ts';

/** What the server answers, or sends for one event. */
export interface Result {
  data?: Record<string, unknown> | null;
  errors?: readonly object[];
}

/** A subscription that the page shows. */
export interface Following {
  /**
   * Connects anew, with what the connection parameters are then, and goes on where it was. Left out if it cannot go on:
   * then another has to begin.
   */
  reconnect?(): void;
  /**
   * The same for a token that has taken the place of another one of the same person: the present connection serves until
   * there is another.
   */
  renew?(): void;
  /** No handler is called any more. */
  stop(): void;
}

export interface FollowOptions {
  url: string;
  /** Called for each connection. */
  connectionParams: () => Promise<Headers>;
  /** What to do about a token that is refused. */
  tokenAdvice: string;
  onResult: (result: Result) => void;
  onState: (state: ConnectionState) => void;
  /** The subscription has ended, with errors if the server refused it; nothing comes after this. */
  onEnd: (errors: readonly object[]) => void;
}
