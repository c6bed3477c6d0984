import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

import { placement } from '../processes/placement.ts';
import { PEERS_LOCK_FILE } from '../setup/peers.ts';

const PEERS = ['graphql-yoga', 'graphql-ws', 'graphql-redis-subscriptions', 'ws', 'mercurius', 'fastify'];

/** On what it was measured. */
export function describeMachine(): Record<string, string> {
  const cores = cpus();
  return {
    processor: `${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    peers: peerVersions(),
    placement,
    commit: commit(),
  };
}

function peerVersions(): string {
  const lock = JSON.parse(readFileSync(PEERS_LOCK_FILE, 'utf8')) as { packages: Record<string, { version?: string }> };
  return PEERS.flatMap((name) => {
    const version = lock.packages[`node_modules/${name}`]?.version;
    return version === undefined ? [] : [`${name} ${version}`];
  }).join(', ');
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    const isChanged = git('status', '--porcelain', '--', 'src', 'bench', ':!bench/results') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ', with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
