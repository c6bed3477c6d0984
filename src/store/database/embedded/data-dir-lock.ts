import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';

import { StartError } from '../../../start-error.ts';

/** The smallest limit of any system, without the closing NUL. */
const MAX_SOCKET_PATH = 103;

/**
 * Locks the folder for this process until released. The lock is a listening socket named after the folder: unlike a
 * file with a process id, it does not outlive a killed process.
 * @throws StartError if another process holds it
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  const path = socketPath(dataDir);
  const server = (await listen(path)) ?? (await takeOver(path));
  if (!server) {
    throw new StartError(
      `The data folder ${dataDir} is in use by another process. Stop that process, or set another DATA_DIR.`,
    );
  }
  const held = server.unref();
  return {
    release: () =>
      new Promise((resolve) =>
        held.close(() => {
          resolve();
        }),
      ),
  };
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
    if (await answers(path)) return undefined;
    await rm(path, { force: true });
    return await listen(path);
  } finally {
    await rmdir(turn);
  }
}

/** The listening server; undefined if the name is taken. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
