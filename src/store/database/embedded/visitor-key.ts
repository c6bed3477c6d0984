import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_BYTES = 32;

/** Makes a new key, and writes it where this user alone can read it: whoever shows it may visit the data folder. */
export async function makeVisitorKey(dataDir: string): Promise<{ isKey: (text: string) => boolean }> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const path = pathOf(dataDir);
  // A file that is there already would keep its owner and its mode.
  await rm(path, { force: true });
  await writeFile(path, key, { mode: 0o600, flag: 'wx' });
  const expected = Buffer.from(key);
  return {
    isKey(text) {
      const given = Buffer.from(text);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

/** The key that the process which holds the data folder has made; undefined: none that this user may read. */
export async function readVisitorKey(dataDir: string): Promise<string | undefined> {
  try {
    return await readFile(pathOf(dataDir), 'utf8');
  } catch {
    return undefined;
  }
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'lock.key');
}
