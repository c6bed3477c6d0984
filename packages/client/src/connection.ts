import { pause } from './abortable.ts';
import { type BackoffOptions, createBackoff } from './backoff.ts';
import { type Link, type LinkOptions, openLink } from './link.ts';

/** Close codes of a server, or of a proxy in front of it, that is being replaced: going away, service restart. */
const COMES_BACK_AT_ONCE: readonly (number | undefined)[] = [1001, 1012];

/** The one socket that all subscriptions of a client share, across reconnections. */
export interface Connection {
  /**
   * Registers a user of the socket. Returns how to release it, to be called once; the socket is closed when all have.
   */
  join(): () => void;
  /**
   * The open link, or else the next one, after a pause that grows with each failure in a row.
   * @throws ConnectionLostError when that one attempt fails; the next call is the next attempt
   */
  link(): Promise<Link>;
  /** Something useful came through the link: the next failure counts as the first. */
  proveUseful(): void;
}

export function createConnection(options: LinkOptions & BackoffOptions): Connection {
  const backoff = createBackoff(options);
  let pauseMs = 0;
  let users = 0;
  let current: Promise<Link> | undefined;
  let life = new AbortController();

  async function open({ signal }: AbortController): Promise<Link> {
    const waitMs = pauseMs;
    pauseMs = 0;
    await pause(waitMs, signal);
    signal.throwIfAborted();
    const link = openLink(options, ({ closeCode }) => {
      signal.removeEventListener('abort', close);
      if (signal.aborted) return;
      current = undefined;
      pauseMs = backoff.nextMs(COMES_BACK_AT_ONCE.includes(closeCode));
    });
    function close(): void {
      link.close();
    }
    signal.addEventListener('abort', close);
    await link.ready;
    return link;
  }

  return {
    join() {
      users++;
      return () => {
        users--;
        if (users > 0) return;
        life.abort(new Error('no subscription needs it any more'));
        life = new AbortController();
        current = undefined;
      };
    },
    link() {
      current ??= open(life);
      return current;
    },
    proveUseful() {
      backoff.reset();
    },
  };
}
