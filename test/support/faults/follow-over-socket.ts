import { WebSocket } from 'ws';

import { createResumableClient } from '../../../packages/client/src/resumable-client.ts';
import type { Follow, Followed } from './resuming-client.ts';
import { FOLLOW } from './steady-client.ts';

/** By the resumable client. */
export const followOverSocket: Follow = ({ url, headers, after, next, reset, fault }) => {
  const client = createResumableClient({ url, webSocketImpl: WebSocket, connectionParams: headers });
  const subscription = client.subscribe<Followed, { after?: string }>(FOLLOW, { after, next, reset });
  subscription.finished.catch((error: unknown) => {
    fault(`ended: ${String(error)}`);
  });
  return {
    isLive: () => subscription.status === 'live',
    async stop() {
      await client.dispose();
      return subscription.cursor;
    },
  };
};
