import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import type { Emission, Emitted } from '../emitter/emission.ts';
import type { Command, Opened, Opening, Received, Wait } from '../load-client/command.ts';
import type { Bench } from '../part.ts';
import { onCore } from '../processes/placement.ts';
import { startHelper } from '../processes/start-helper.ts';
import { type Program, startPeer, startServer } from '../processes/start-program.ts';
import type { BenchStore } from '../setup/backends.ts';

/** Which program serves: ours, or one of bench/peers. */
export type Kind = 'ours' | 'recipe' | 'floor';

export interface LoadClient extends AsyncDisposable {
  open: (opening: Opening) => Promise<Opened>;
  reset: (options?: { threshold?: number }) => Promise<void>;
  wait: (wait: Wait) => Promise<Received>;
  pause: (sockets: number) => Promise<void>;
}

/** A program under test with all that is needed to measure it, for one turn. */
export interface Rig extends AsyncDisposable {
  program: Program;
  client: LoadClient;
  store: BenchStore;
  emit: (emission: Emission) => Promise<Emitted>;
  /** A further instance on the same store; it is not part of the rig. */
  startAnother: () => Promise<Program>;
}

/** Peers get events on this channel. */
const CHANNEL = 'bench:profile.completed';
/** As many sockets as the bench opens; from how many on a client is refused is not what is measured. */
const LIMITS = { MAX_SOCKETS: '30000', MAX_CONNECTIONS: '31000' };

export async function openRig(kind: Kind, bench: Bench): Promise<Rig> {
  const { redisUrl, createStore } = await bench.backends();
  await using opening = new AsyncDisposableStack();
  const store = opening.use(await createStore());
  const env = { DATABASE_URL: store.databaseUrl, REDIS_URL: redisUrl };
  const [program, emitter, client] = await Promise.all([
    startKind(kind, env),
    startHelper('emitter/main.ts', { ...env, ...(kind !== 'ours' && { CHANNEL }) }),
    startLoadClient(),
  ]);
  for (const started of [program, emitter, client]) opening.use(started);
  const opened = opening.move();
  return {
    ...{ program, client, store },
    startAnother: () => startKind(kind, env),
    emit: async (emission) => (await emitter.ask(emission)) as Emitted,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function startKind(kind: Kind, env: Readonly<Record<string, string>>): Promise<Program> {
  return kind === 'ours' ? startServer({ ...env, ...LIMITS }) : startPeer(`${kind}.js`, { ...env, CHANNEL });
}

export async function startLoadClient(): Promise<LoadClient> {
  const helper = await startHelper('load-client/main.ts', {}, (command) => onCore(1, command));
  const ask = (command: Command) => helper.ask(command);
  return {
    open: async (opening) => (await ask({ kind: 'open', ...opening })) as Opened,
    reset: async (options) => {
      await ask({ kind: 'reset', ...options });
    },
    wait: async (wait) => (await ask({ kind: 'wait', ...wait })) as Received,
    pause: async (sockets) => {
      await ask({ kind: 'pause', sockets });
    },
    [Symbol.asyncDispose]: () => helper[Symbol.asyncDispose](),
  };
}
