import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports that systems do not give to outgoing connections, one of which could take the port before a server does. */
const LOWEST = 12_000;
const HIGHEST = 32_000;
const ATTEMPTS = 100;

/**
 * A port of the loopback interface that nobody listens on now. It is chosen at random, so that others who look for one at
 * the same time find another.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${ATTEMPTS} ports between ${LOWEST} and ${HIGHEST} was free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
