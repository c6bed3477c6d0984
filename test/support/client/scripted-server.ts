import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { type WebSocket, WebSocketServer } from 'ws';

/** A subscription as the server sees it, and what it can do with it. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  extensions: unknown;
  next: (result: object) => void;
  error: (errors: object[]) => void;
  complete: () => void;
  socket: WebSocket;
}

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  /** When each connection was made. */
  connectedAt: number[];
  /** Subscriptions so far, in the order in which they came. */
  operations: Operation[];
}

export interface Script {
  /** Says whether the connection is acknowledged; left out, it is. */
  onConnect?: (socket: WebSocket, params: unknown) => boolean;
  onSubscribe?: (operation: Operation, count: number) => void;
}

/** A server that behaves as no good one does. It speaks graphql-transport-ws. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
  await once(sockets, 'listening');
  const connectedAt: number[] = [];
  const operations: Operation[] = [];

  sockets.on('connection', (socket) => {
    connectedAt.push(performance.now());
    const send = (message: object) => {
      socket.send(JSON.stringify(message));
    };
    socket.on('message', (data: Buffer) => {
      const { type, id, payload } = JSON.parse(data.toString());
      const next = (result: object) => {
        send({ type: 'next', id, payload: result });
      };
      const complete = () => {
        send({ type: 'complete', id });
      };
      if (type === 'ping') send({ type: 'pong' });
      else if (type === 'connection_init') {
        if (script.onConnect?.(socket, payload) ?? true) send({ type: 'connection_ack' });
      } else if (type === 'subscribe') {
        const error = (errors: object[]) => {
          send({ type: 'error', id, payload: errors });
        };
        const { query, variables, extensions } = payload;
        operations.push({ query, variables, extensions, next, error, complete, socket });
        const operation = operations.at(-1);
        if (operation) script.onSubscribe?.(operation, operations.length);
      }
    });
  });

  const { port } = sockets.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/graphql`,
    connectedAt,
    operations,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => {
        sockets.close(resolve);
      });
    },
  };
}

/** An event with this cursor. */
export function event(cursor: string): object {
  return { data: { events: { cursor, id: cursor } } };
}

export function bookmark(cursor: string): object {
  return { extensions: { bookmark: { cursor } } };
}

export function refusal(code: string): object {
  return { message: `refused with ${code}`, extensions: { code } };
}
