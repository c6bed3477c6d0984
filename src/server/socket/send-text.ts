import type { WebSocket } from 'ws';

const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** Resolves when the message has left this process: graphql-ws waits for it, and the feed's limit shows who is slow. */
export function sendText(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    // The feed limits events; what remains is a client that sends pings or queries, and does not read.
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      socket.terminate();
      resolve();
      return;
    }
    socket.send(data, (error) => {
      // A socket that closed meanwhile is not an error of the operation: its close event ends it.
      if (error && socket.readyState === socket.OPEN) reject(error);
      else resolve();
    });
  });
}
