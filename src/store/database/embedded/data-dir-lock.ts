import { createHash } from 'node:crypto';
import { chmodSync, realpathSync } from 'node:fs';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';

import { reasonOf } from '../../../reason-of.ts';
import { StartError } from '../../../start-error.ts';

/** The smallest limit of any system, without the closing NUL. */
const MAX_SOCKET_PATH = 103;

/** Errors of a connection to a socket on which nobody listens. */
const NOBODY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTDIR']);

export interface DataDirLock {
  /** From now on, passes the connections of other processes of this user to `visit`; they were turned away before. */
  admit(visit: (socket: Socket) => void): void;
  /** Visitors must have gone before, or are cut off. */
  release(): Promise<void>;
}

/**
 * Locks the folder for this process until released. The lock is a listening socket named after the folder: unlike a
 * file with a process id, it does not outlive a killed process.
 * @throws StartError if another process holds it
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const path = socketPath(dataDir);
  const server = (await listen(path)) ?? (await takeOver(path));
  if (!server) {
    throw new StartError(
      `The data folder ${dataDir} is in use by another process. Stop that process, or set another DATA_DIR.`,
    );
  }
  const held = server.unref();
  const visitors = new Set<Socket>();
  let admitted: ((socket: Socket) => void) | undefined;
  held.on('connection', (socket) => {
    // Without a listener, the error of a visitor who breaks off would end the process.
    socket.on('error', () => socket.destroy());
    if (!admitted) {
      socket.destroy();
      return;
    }
    visitors.add(socket);
    socket.once('close', () => visitors.delete(socket));
    admitted(socket);
  });
  return {
    admit(visit) {
      admitted = visit;
    },
    release: () =>
      new Promise((resolve) => {
        held.close(() => {
          resolve();
        });
        for (const socket of visitors) socket.destroy();
      }),
  };
}

/**
 * Connects to the process that holds the lock; undefined: none does.
 * @throws StartError if that cannot be found out, because it belongs to somebody else
 */
export async function visitDataDir(dataDir: string): Promise<Socket | undefined> {
  try {
    return await connect(socketPath(dataDir));
  } catch (error) {
    throw new StartError(`The data folder ${dataDir} is in use by another process: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * Inside the folder, so that everybody who sees the folder sees the lock; but the path of a socket is limited to few
 * bytes.
 */
function socketPath(dataDir: string): string {
  const folder = realpathSync(dataDir);
  if (process.platform === 'win32') return `\\\\.\\pipe\\mdm-${createHash('sha256').update(folder).digest('hex')}`;
  const absolute = join(folder, 'lock.sock');
  return absolute.length <= MAX_SOCKET_PATH ? absolute : relative(process.cwd(), absolute);
}

/** Takes the name from a process that is gone. One at a time, because two could each remove the other's fresh lock. */
async function takeOver(path: string): Promise<Server | undefined> {
  const turn = `${path}.takeover`;
  try {
    await mkdir(turn);
  } catch {
    return undefined;
  }
  try {
    if (await isHeld(path)) return undefined;
    await rm(path, { force: true });
    return await listen(path);
  } finally {
    await rmdir(turn);
  }
}

/** The listening server; undefined if the name is taken. Nobody but the owner of the socket can connect to it. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      resolve(server);
    });
  });
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const socket = await connect(path);
    socket?.destroy();
    return socket !== undefined;
  } catch {
    // Somebody listens, who lets only their own processes in.
    return true;
  }
}

/** Undefined: nobody listens. */
function connect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      resolve(socket);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== undefined && NOBODY.has(error.code)) resolve(undefined);
      else reject(error);
    });
  });
}
