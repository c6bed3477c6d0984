import type { Readable } from 'node:stream';

/**
 * Reads lines until the look finds what it looks for in one, and resolves to that; undefined when the stream ends before.
 * What comes later is read and thrown away: a program whose output nobody reads stands still when the pipe is full.
 */
export function firstLine<T>(stream: Readable, look: (line: string) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer) => {
      const lines = (text + chunk.toString()).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const found = look(line);
        if (found === undefined) continue;
        stream.off('data', read).resume();
        resolve(found);
        return;
      }
    };
    stream.on('data', read);
    stream.once('close', () => {
      resolve(undefined);
    });
  });
}
