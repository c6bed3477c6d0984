import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { GOVERNED_ENTITIES } from '../../../demo/data/governed-entities.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';

let dataDir: string;
const demos: Demo[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mdm-demo-'));
});
afterAll(async () => {
  for (const demo of demos) await demo.end('SIGKILL');
  await rm(dataDir, { recursive: true });
});

interface Demo {
  output: () => string;
  errors: () => string;
  /** Resolves when it has said so on its output. */
  says: (text: string) => Promise<void>;
  exit: Promise<number | null>;
  end: (signal: NodeJS.Signals) => Promise<number | null>;
}

function startDemo(env: Record<string, string> = {}): Demo {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: { ...outerEnvironment(), PORT: '0', DATA_DIR: dataDir, DEMO_INTERVAL_SECONDS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = exitOf(child);
  const output = textOf(child.stdout);
  const errors = textOf(child.stderr);
  const demo: Demo = {
    output,
    errors,
    async says(text) {
      while (!output().includes(text)) {
        const more = await Promise.race([once(child.stdout, 'data'), exit]);
        if (!Array.isArray(more)) throw new Error(`it ended before it said "${text}": ${output()}${errors()}`);
      }
    },
    exit,
    end(signal) {
      child.kill(signal);
      return exit;
    },
  };
  demos.push(demo);
  return demo;
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

test(
  'the demo starts, survives a kill, goes on where it was, and ends in good order',
  { timeout: 180_000 },
  async () => {
    const first = startDemo();
    await first.says(`registered ${GOVERNED_ENTITIES.flat().length} entities`);
    await first.says('refreshed  cinema.movies ');
    expect(first.output()).toMatch(/GraphiQL is at http:\/\/127\.0\.0\.1:\d+\/graphql/);

    const rival = startDemo();
    expect(await rival.exit).toBe(1);
    expect(rival.errors()).toMatch(/^The data folder .* is in use by another process\..*\n$/);

    await first.end('SIGKILL');
    const second = startDemo();
    await second.says('going on after step');
    await second.says('skipped    weather_');
    expect(second.output()).not.toContain('registered');
    expect(second.output()).not.toContain('refreshed  weather.daily            730 rows');

    expect(await second.end('SIGTERM')).toBe(0);
    expect(second.errors()).toBe('');
  },
);

test('a setting that cannot be is one line, and exit code 1', async () => {
  const demo = startDemo({ DEMO_INTERVAL_SECONDS: 'often' });
  expect(await demo.exit).toBe(1);
  expect(demo.errors()).toBe('DEMO_INTERVAL_SECONDS is "often", expected a whole number from 1 to 3600\n');
});
