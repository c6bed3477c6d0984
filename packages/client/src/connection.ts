import { pause } from './abortable.ts';
import { type BackoffOptions, createBackoff } from './backoff.ts';
import { ConnectionReplacedError } from './errors.ts';
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
  /**
   * Opens another link, and closes the present one when the other is acknowledged; if that never is, the present one
   * stays. Whoever uses the present one is told by a ConnectionReplacedError.
   */
  replace(): void;
  /** Something useful came through the link: the next failure counts as the first. */
  proveUseful(): void;
}

export function createConnection(options: LinkOptions & BackoffOptions): Connection {
  const backoff = createBackoff(options);
  let pauseMs = 0;
  let users = 0;
  let current: Promise<Link> | undefined;
  let life = new AbortController();

  /** @param isCurrent whether users get this link, or will */
  async function open({ signal }: AbortController, isCurrent: () => boolean): Promise<Link> {
    const waitMs = pauseMs;
    pauseMs = 0;
    await pause(waitMs, signal);
    signal.throwIfAborted();
    const link = openLink(options, ({ closeCode }) => {
      signal.removeEventListener('abort', close);
      if (signal.aborted || !isCurrent()) return;
      current = undefined;
      pauseMs = backoff.nextMs(COMES_BACK_AT_ONCE.includes(closeCode));
    });
    function close(): void {
      link.close(new Error('no subscription needs it any more'));
    }
    signal.addEventListener('abort', close);
    await link.ready;
    return link;
  }

  function opened(): Promise<Link> {
    const opening: Promise<Link> = open(life, () => current === opening);
    return opening;
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
      current ??= opened();
      return current;
    },
    replace() {
      const { signal } = life;
      const present = current;
      if (!present) return;
      const next = opened();
      next
        .then(async (link) => {
          if (signal.aborted || link.isLost) return;
          if (current && current !== present) {
            link.close(new Error('there is another one already'));
            return;
          }
          current = next;
          (await present).close(new ConnectionReplacedError());
        })
        .catch(() => undefined);
    },
    proveUseful() {
      backoff.reset();
    },
  };
}
