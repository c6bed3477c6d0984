import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpTarget {
  host?: string;
  port: number;
}

/** A wire between a client and a server, which can be cut, or go dead without anybody being told. */
export interface TcpProxy extends AsyncDisposable {
  host: string;
  port: number;
  /** The target's URL with the proxy in place of its host and port. */
  through(url: string): string;
  /** Breaks all connections that are open now, on both sides. Returns how many. */
  cutAll(): number;
  /**
   * On: all open and new connections stay open and carry nothing, in both directions, not even their end. Off: new
   * connections work; those that have lost bytes stay dead until somebody cuts them, as on a real wire.
   */
  swallow(on: boolean): void;
  /** On: new connections are reset as soon as they are made; open ones stay. */
  refuse(on: boolean): void;
  /** Where new connections go from now on: a server that came back may have another port. */
  forwardTo(target: TcpTarget): void;
  /** How many connections clients have open, dead ones included. */
  connectionCount(): number;
  /** How many connections clients have made since the start, those refused included. */
  acceptedCount(): number;
}

interface Wire {
  client: Socket;
  server: Socket;
  isDead: boolean;
}

/** Starts a proxy on a free port of the loopback interface. */
export async function startTcpProxy(target: TcpTarget): Promise<TcpProxy> {
  const wires = new Set<Wire>();
  let goal = target;
  let isSwallowing = false;
  let isRefusing = false;
  let accepted = 0;

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    accepted++;
    if (isRefusing) {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host: goal.host ?? '127.0.0.1', port: goal.port, allowHalfOpen: true });
    const wire: Wire = { client, server, isDead: isSwallowing };
    wires.add(wire);
    carry(wire, client, server);
    carry(wire, server, client);
    for (const side of [client, server]) {
      side.once('close', () => {
        if (client.destroyed && server.destroyed) wires.delete(wire);
      });
    }
  });

  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;

  function connectionCount(): number {
    return [...wires].filter(({ client }) => !client.destroyed && !client.readableEnded).length;
  }

  function cutAll(): number {
    const count = connectionCount();
    for (const { client, server } of wires) {
      client.destroy();
      server.destroy();
    }
    wires.clear();
    return count;
  }

  return {
    host: '127.0.0.1',
    port,
    through(url) {
      const { protocol, username, password, pathname, search } = new URL(url);
      const credentials = username || password ? `${username}:${password}@` : '';
      return `${protocol}//${credentials}127.0.0.1:${port}${pathname === '/' ? '' : pathname}${search}`;
    },
    cutAll,
    swallow(on) {
      isSwallowing = on;
      if (on) for (const wire of wires) wire.isDead = true;
    },
    refuse(on) {
      isRefusing = on;
    },
    forwardTo(next) {
      goal = next;
    },
    connectionCount,
    acceptedCount: () => accepted,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => listener.close(resolve));
      cutAll();
      await closed;
    },
  };
}

/** Carries the bytes of one direction, and then its end, as long as the wire is not dead. */
function carry(wire: Wire, from: Socket, to: Socket): void {
  from.on('data', (bytes) => {
    if (wire.isDead || to.destroyed) return;
    if (to.write(bytes)) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => {
    if (!wire.isDead) to.end();
  });
  from.on('error', () => undefined);
  from.on('close', (hadError) => {
    // An end in good order has been carried already, and what was sent before it may still be on its way.
    if (hadError && !wire.isDead) to.destroy();
  });
}
