import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts the demo on an empty folder, and waits until it has told what is asked for.
 * @param {RegExp} told
 * @returns {Promise<{ url: string, end: () => void }>}
 */
export async function startDemo(told) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mdm-demo-'));
  const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: { ...process.env, DATABASE_URL: '', REDIS_URL: '', PORT: '0', DATA_DIR: dataDir, DEMO_INTERVAL_SECONDS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => {
    demo.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  };
  process.once('exit', end);
  let url = '';
  const lines = createInterface({ input: demo.stdout });
  for await (const line of lines) {
    url = /dashboard is at (http:\S+?)\/?$/.exec(line)?.[1] ?? url;
    if (told.test(line)) {
      // The rest is read as well: a program whose output nobody reads stands still when the pipe is full.
      demo.stdout.resume();
      return { url, end };
    }
  }
  throw new Error('the demo ended too soon');
}
