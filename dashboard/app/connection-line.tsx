import { useSyncExternalStore } from 'react';

import type { ConnectionState } from '../live/live.ts';
import { formatClock } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Tooltip } from '../ui/overlay/tooltip.tsx';
import { useGraph } from './app-context.ts';

const DOTS: Readonly<Record<ConnectionState['status'], string>> = {
  connecting: 'bg-muted animate-pulse',
  replaying: 'bg-accent animate-pulse',
  live: 'bg-good',
  reconnecting: 'bg-warn animate-pulse',
  reset: 'bg-warn',
  stopped: 'bg-bad',
};

/** How the page is connected: whether what it shows is what is so. */
export function ConnectionLine() {
  const { live } = useGraph();
  const { status, since, reason } = useSyncExternalStore(live.onConnection, () => live.connection);
  const words = text.connection;
  const label = status === 'reconnecting' ? words.reconnecting(formatClock(since)) : words[status];
  return (
    <Tooltip
      says={
        <>
          {words.explained[status]} {reason}
        </>
      }
    >
      <button
        type="button"
        className="flex min-h-8 min-w-0 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover"
      >
        <span aria-hidden className={`size-2 shrink-0 rounded-full ${DOTS[status]}`} />
        <span
          role="status"
          data-testid="connection"
          data-status={status}
          // On a phone there is room for it only when it matters.
          className={status === 'live' ? 'max-sm:sr-only' : 'max-sm:max-w-24 max-sm:truncate'}
        >
          {label}
        </span>
      </button>
    </Tooltip>
  );
}
