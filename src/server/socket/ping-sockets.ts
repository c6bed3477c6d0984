import type { WebSocket, WebSocketServer } from 'ws';

const PING_INTERVAL_MS = 12_000;

/**
 * One timer for all sockets. A client that has not answered the last ping by the next one is gone. @returns how to stop
 * it
 */
export function pingSockets(sockets: WebSocketServer): () => void {
  const answered = new WeakSet<WebSocket>();
  function noteAnswer(this: WebSocket): void {
    answered.add(this);
  }
  sockets.on('connection', (socket: WebSocket) => {
    answered.add(socket);
    socket.on('pong', noteAnswer);
  });
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, PING_INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
