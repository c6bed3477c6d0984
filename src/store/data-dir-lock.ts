import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another process has the data folder open. */
export class DataDirInUseError extends Error {
  constructor(dataDir: string) {
    super(`The data folder ${dataDir} is in use by another process. Stop that one first, or set another DATA_DIR.`);
    this.name = 'DataDirInUseError';
  }
}

/**
 * Holds the folder for this process until released. The lock is a listening socket named after the folder, so that a
 * killed process leaves no lock behind, which a file with a process id in it does.
 * @throws DataDirInUseError
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  const name = `mdm-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 32)}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  let server = await listen(path);
  if (!server) {
    if (await answers(path)) throw new DataDirInUseError(dataDir);
    await rm(path, { force: true });
    server = await listen(path);
    if (!server) throw new DataDirInUseError(dataDir);
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

/** The listening server, or undefined where the name is taken. */
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
