import { createStateHolder } from '../../live/state-holder.ts';
import { createThrottle } from '../../live/throttle.ts';
import { createWhileListened, RETRY_MS } from '../../live/while-listened.ts';

export interface ApprovalInboxOptions {
  /** How many requests the viewer can decide, at which position; undefined if the server does not say. */
  ask: () => Promise<{ position: string; totalCount: number } | undefined>;
  /** Calls with each change after the position, and when changes were missed. Returns how to stop that. */
  follow: (position: string, changed: () => void) => () => void;
}

const INTERVAL_MS = 1_000;

export type ApprovalInbox = ReturnType<typeof createApprovalInbox>;

/** How many requests the viewer can decide, and that something about them has changed. It is at work while somebody listens. */
export function createApprovalInbox({ ask, follow }: ApprovalInboxOptions) {
  const count = createStateHolder<number | undefined>(undefined);
  const countListeners = new Set<() => void>();
  const changes = new Set<() => void>();
  const counting = createThrottle(() => void recount(), INTERVAL_MS);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const work = createWhileListened({
    async begin(isWanted) {
      const answer = await ask();
      if (!answer || !isWanted()) return undefined;
      count.set(answer.totalCount);
      const stop = follow(answer.position, () => {
        tell(changes);
        counting.ask();
      });
      // What the listeners have may be older than the position.
      tell(changes);
      return stop;
    },
    end() {
      clearTimeout(retry);
      counting.dispose();
    },
  });
  count.onChange(() => {
    tell(countListeners);
  });

  async function recount(): Promise<void> {
    const isWanted = work.wanted();
    const answer = await ask();
    if (!isWanted()) return;
    if (answer) count.set(answer.totalCount);
    else
      retry = setTimeout(() => {
        counting.ask();
      }, RETRY_MS);
  }

  return {
    /** Undefined until the server has said it. */
    get count(): number | undefined {
      return count.value;
    },
    onCount: (listener: () => void) => work.listen(countListeners, listener),
    onChange: (listener: () => void) => work.listen(changes, listener),
  };
}

function tell(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
