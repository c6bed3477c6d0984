import { execFileSync } from 'node:child_process';

/** Open files besides sockets. */
const OTHER_FILES = 200;

/** How many sockets one process can have open; Node raises its own limit to the hard one. */
export function socketLimit(): number {
  const text = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return text === 'unlimited' ? Infinity : Number(text) - OTHER_FILES;
}
