import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK_BYTES = 512;
const REGULAR_FILE = '0';
const FOLDER = '5';

/**
 * Writes what is in a tar into a folder, which it creates, for this user alone. It holds one chunk at a time: memory
 * that was needed once is rarely given back. Reads what PGlite dumps: every folder before its files, neither links nor
 * long names, and two empty blocks at the end.
 */
export async function unpackTar(tar: AsyncIterable<Buffer>, folder: string): Promise<void> {
  const bytes = readBytes(tar);
  mkdirSync(folder, { mode: 0o700 });
  for (;;) {
    const header: Buffer[] = [];
    await bytes(BLOCK_BYTES, (part) => {
      header.push(part);
    });
    const { name, type, size } = parseHeader(Buffer.concat(header));
    if (name === '') return;
    const path = join(folder, name);
    if (type === FOLDER) mkdirSync(path, { mode: 0o700 });
    else if (type === REGULAR_FILE) {
      const file = openSync(path, 'wx', 0o600);
      try {
        await bytes(size, (part) => {
          writeFileSync(file, part);
        });
      } finally {
        closeSync(file);
      }
      await bytes((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES, () => undefined);
    } else throw new Error(`${name} is neither a file nor a folder`);
  }
}

function parseHeader(header: Buffer) {
  const text = (from: number, to: number) => header.toString('latin1', from, to).replace(/\0.*$/s, '').trim();
  return { name: text(0, 100), size: Number.parseInt(text(124, 136), 8), type: text(156, 157) };
}

/**
 * Returns a function that passes on the next bytes, in parts as they come.
 * @throws Error if there are not so many
 */
function readBytes(chunks: AsyncIterable<Buffer>) {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (count: number, take: (part: Buffer) => void): Promise<void> => {
    for (let missing = count; missing > 0;) {
      if (rest.length === 0) {
        const next = await source.next();
        if (next.done === true) throw new Error('the archive is cut off');
        rest = next.value;
      }
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      missing -= part.length;
      take(part);
    }
  };
}
