import { gql } from 'urql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import { createGraph, type Graph } from '../../../../dashboard/graph/graph.ts';
import { UNCACHED } from '../../../../dashboard/graph/uncached.ts';
import type { Credentials, Session, SessionState } from '../../../../dashboard/session/session.ts';
import {
  bookmark,
  type Operation,
  refusal,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../../../support/client/scripted-server.ts';
import { createFakeScreen, type FakeScreen } from '../../../support/dashboard/fake-screen.ts';
import { until } from '../../../support/until.ts';

let screen: FakeScreen;
let server: ScriptedServer;
let graph: Graph;
/** Tokens that requests and connections came with. */
let requested: (string | null)[];
let connected: unknown[];
/** What the session was told is refused. */
let refused: Credentials[];
let answer: () => Response | Promise<Response>;
let renew: () => void;

const ENTITIES = gql`
  query Entities {
    entities {
      __typename
      id
      name
    }
  }
`;
const TRACE = gql`
  query Trace {
    eventTrace {
      __typename
      ... on MetadataChangedEvent {
        cursor
        entity {
          __typename
          id
          name
        }
      }
    }
  }
`;
const entity = (name: string) => ({ __typename: 'MetadataEntity', id: 'e1', name });

beforeEach(() => {
  screen = createFakeScreen();
  // The events here are shorter than what the page asks for, which the cache would tell.
  vi.spyOn(console, 'warn').mockReturnValue();
  requested = [];
  connected = [];
  refused = [];
  answer = () => Response.json({ data: { entities: [entity('as asked')] } });
  vi.stubGlobal('WebSocket', WebSocket);
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    requested.push(new Headers(init.headers).get('authorization'));
    return Promise.resolve(answer());
  });
});
afterEach(async () => {
  graph.dispose();
  await server[Symbol.asyncDispose]();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function start(script: Script): Promise<void> {
  server = await startScriptedServer({
    ...script,
    onConnect(socket, params) {
      connected.push(params);
      return script.onConnect?.(socket, params) ?? true;
    },
  });
  graph = createGraph(createSession(), server.url.replace('ws', 'http'));
}

/** Somebody whose token is `first`, and `second` once it is renewed. */
function createSession(): Session {
  let state: SessionState = { identity: 'anna', renewal: 1 };
  let token = 'first';
  const listeners = new Set<() => void>();
  renew = () => {
    token = 'second';
    state = { identity: 'anna', renewal: 2 };
    for (const listener of listeners) listener();
  };
  return {
    kind: 'oidc',
    get state() {
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    credentials: () => Promise.resolve({ authorization: token }),
    signIn: () => undefined,
    signOut: () => undefined,
    refuse: (credentials) => refused.push(credentials),
  };
}

/** Names of the entities as a page shows them, each time that they change. */
function showEntities(): string[][] {
  const shown: string[][] = [];
  graph.client.query<{ entities: { name: string }[] }>(ENTITIES, {}).subscribe(({ data }) => {
    if (data) shown.push(data.entities.map(({ name }) => name));
  });
  return shown;
}

const event = (cursor: string, name: string) => ({
  data: { events: { __typename: 'MetadataChangedEvent', cursor, entity: entity(name) } },
});
/** One event more, when a connection goes on. */
const oneMore = ({ variables, next }: Operation) => {
  const place = Number(variables.after) + 1;
  next(event(String(place), `as of event ${place}`));
  next(bookmark(String(place)));
};

test('an event brings its entity: whatever shows it is up to date without another request', async () => {
  await start({ onSubscribe: oneMore });
  const shown = showEntities();
  await until('the answer', () => shown.length > 0);
  graph.live.start('0');
  await until('the event', () => {
    screen.frame();
    return shown.length === 2;
  });
  expect(shown).toEqual([['as asked'], ['as of event 1']]);
  expect(requested).toEqual(['first']);
});

test('the cache keeps no event: one that arrives changes nothing of the same one in an answer', async () => {
  await start({ onSubscribe: oneMore });
  const asked = { __typename: 'MetadataChangedEvent', cursor: '1', entity: { ...entity('as asked'), id: 'e2' } };
  answer = () => Response.json({ data: { eventTrace: [asked] } });
  const shown: unknown[] = [];
  graph.client.query(TRACE, {}).subscribe(({ data }) => shown.push(data));
  await until('the answer', () => shown.length > 0);
  graph.live.start('0');
  await until('the event', () => {
    screen.frame();
    return graph.live.eventCount === 1;
  });
  expect(shown).toEqual([{ eventTrace: [asked] }]);
});

test('what is asked past the cache is asked of the server each time, and leaves nothing in the cache', async () => {
  await start({});
  const shown = showEntities();
  await until('the answer', () => shown.length > 0);
  answer = () => Response.json({ data: { entities: [entity('as found')] } });
  const search = () => graph.client.query(ENTITIES, { search: 'found' }, UNCACHED).toPromise();
  expect((await search()).data).toEqual({ entities: [entity('as found')] });
  expect((await search()).data).toEqual({ entities: [entity('as found')] });
  expect(requested).toHaveLength(3);
  expect(shown).toEqual([['as asked']]);
});

test('an answer that is older than an event does not take its entity back', async () => {
  await start({ onSubscribe: oneMore });
  let release: (response: Response) => void = () => undefined;
  const held = new Promise<Response>((resolve) => {
    release = resolve;
  });
  const shown = showEntities();
  await until('the answer', () => shown.length > 0);
  answer = () => held;
  graph.refresh();
  await until('the second request', () => requested.length === 2);
  graph.live.start('0');
  await until('the event', () => {
    screen.frame();
    return shown.at(-1)?.[0] === 'as of event 1';
  });
  release(Response.json({ data: { entities: [entity('as of long ago'), { ...entity('another'), id: 'e2' }] } }));
  await until('the second answer', () => shown.at(-1)?.length === 2);
  expect(shown.at(-1)).toEqual(['as of event 1', 'another']);
  expect(requested).toHaveLength(2);

  // What is asked for after the event is newer than it.
  answer = () => Response.json({ data: { entities: [entity('as of now')] } });
  graph.refresh();
  await until('the third answer', () => shown.at(-1)?.length === 1);
  expect(shown.at(-1)).toEqual(['as of now']);
});

test('a renewed token: events go on over another connection, which was made with it', async () => {
  await start({ onSubscribe: oneMore });
  graph.live.start('0');
  await until('the first event', () => graph.live.connection.status === 'live');
  const states: string[] = [];
  graph.live.onConnection(() => states.push(graph.live.connection.status));
  renew();
  await until('the second event', () => {
    screen.frame();
    return graph.live.eventCount === 2;
  });
  expect(connected).toEqual([{ authorization: 'first' }, { authorization: 'second' }]);
  expect(states).toEqual([]);
});

test('a request that is refused is told with what it was sent with', async () => {
  await start({});
  answer = () => Response.json({ errors: [{ message: 'The token has expired.' }] }, { status: 401 });
  showEntities();
  await until('the refusal', () => refused.length > 0);
  expect(refused).toEqual([{ authorization: 'first' }]);
});

test('so is a connection', async () => {
  await start({
    onConnect(socket) {
      socket.close(4403, 'Forbidden');
      return false;
    },
  });
  graph.live.start('0');
  await until('the refusal', () => refused.length > 0);
  expect(refused[0]).toEqual({ authorization: 'first' });
});

test('after a reset the server is asked again for what is shown', async () => {
  await start({
    onSubscribe({ variables, error, next }) {
      if (variables.after !== undefined) error([refusal('CURSOR_EXPIRED')]);
      else next(bookmark('9'));
    },
  });
  const shown = showEntities();
  await until('the answer', () => shown.length > 0);
  answer = () => Response.json({ data: { entities: [entity('as asked again')] } });
  graph.live.start('0');
  await until('the second answer', () => shown.at(-1)?.[0] === 'as asked again');
  expect(requested).toHaveLength(2);
});

test('an event that came as an error: the server is asked again for what is shown', async () => {
  await start({
    onSubscribe({ next }) {
      for (const cursor of ['1', '2'])
        next({ data: null, errors: [{ message: 'unreadable', extensions: { cursor } }] });
    },
  });
  const shown = showEntities();
  await until('the answer', () => shown.length > 0);
  answer = () => Response.json({ data: { entities: [entity('as asked again')] } });
  graph.live.start('0');
  await until('the second answer', () => shown.at(-1)?.[0] === 'as asked again');
  expect(requested).toHaveLength(2);
});

test('after its end there is no connection, and nothing is told any more', async () => {
  await start({ onSubscribe: oneMore });
  graph.live.start('0');
  await until('the first event', () => graph.live.connection.status === 'live');
  graph.dispose();
  await until('the end of the connection', () => server.operations[0]?.socket.readyState === 3);
  renew();
  expect(screen.isAwaited).toBe(false);
  expect(screen.listenerCount).toBe(0);
  expect(server.connectedAt).toHaveLength(1);
});
