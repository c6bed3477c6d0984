import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { decodeCursor } from '../../../src/events/log/cursor.ts';
import { until } from '../until.ts';
import { type Api, placeOf } from './api.ts';
import type { Instance } from './cluster.ts';
import type { Recorder } from './recorder.ts';

export const FOLLOW = `subscription ($after: String) {
  events(after: $after) { ... on EventEnvelope { id cursor tenantId } }
}`;

interface Message {
  data?: { events: { id: string; cursor: string; tenantId: string } } | null;
  errors?: unknown;
}

export interface SteadyClients extends AsyncDisposable {
  /** What ended subscriptions, by the client's name: none is ever meant to end. */
  endings: () => string[];
}

export interface SteadyClientsOptions {
  /** Clients are split between them. */
  instances: readonly Instance[];
  /** Whose streams are followed. */
  apis: readonly Api[];
  perTenant: number;
  recorder: Recorder;
}

/**
 * Stock clients, half of them graphql-ws and half graphql-sse, each with one connection that nobody cuts. They begin at the stream's position of now;
 * resolves when all are connected.
 */
export async function followSteadily(options: SteadyClientsOptions): Promise<SteadyClients> {
  const { instances, apis, perTenant, recorder } = options;
  const followed = await Promise.all(
    apis.flatMap((api) =>
      Array.from({ length: perTenant }, (_, index) => {
        const instance = instances[index % instances.length];
        if (!instance) throw new Error('there is no instance to follow');
        const isSse = index % 2 === 1;
        const name = `client ${index} of ${api.tenantId}, on ${instance.name}${isSse ? ', by SSE' : ''}`;
        return follow({ name, instance, api, recorder, isSse });
      }),
    ),
  );
  return {
    endings: () => followed.map((client) => client.ending()).filter((ending) => ending !== undefined),
    async [Symbol.asyncDispose]() {
      await Promise.all(followed.map((client) => client.dispose()));
    },
  };
}

interface FollowOptions {
  name: string;
  instance: Instance;
  api: Api;
  recorder: Recorder;
  isSse: boolean;
}

async function follow({ name, instance, api, recorder, isSse }: FollowOptions) {
  const { streamPosition } = await api.query<{ streamPosition: string }>(instance, '{ streamPosition }');
  const notes = recorder.client(name, api.tenantId, decodeCursor(streamPosition).offset);
  let ending: string | undefined;
  let isConnected = false;
  let isDisposed = false;
  const end = (how: string) => {
    if (!isDisposed) ending ??= `${name}: ${how}`;
  };
  const connected = () => (isConnected = true);
  const client = isSse
    ? createSseClient({
        url: `${instance.url}/graphql`,
        headers: api.headers,
        retryAttempts: 0,
        on: { connected },
      })
    : createClient({
        url: `${instance.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: api.headers,
        retryAttempts: 0,
        on: { connected },
      });
  client.subscribe(
    { query: FOLLOW, variables: { after: streamPosition } },
    {
      next(message) {
        const { data, errors } = message as Message;
        if (data) notes.delivered(placeOf(data.events));
        else end(JSON.stringify(errors));
      },
      error: (error) => {
        end(describe(error));
      },
      complete: () => {
        end('the server completed it');
      },
    },
  );
  await until(`${name} to connect`, () => isConnected || ending !== undefined);
  return {
    ending: () => ending,
    async dispose() {
      isDisposed = true;
      await client.dispose();
    },
  };
}

function describe(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return `closed with ${String(error.code)}`;
  return error instanceof Error ? error.message : JSON.stringify(error);
}
