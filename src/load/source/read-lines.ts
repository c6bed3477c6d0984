import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

import { errorAt } from '../load-error.ts';

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const CHUNK_BYTES = 256 * 1024;

export interface Lines {
  /** Line number of the first of them. */
  firstLine: number;
  bytes: Buffer;
}

/**
 * A text file in pieces of whole lines, without its byte order mark. Every piece is UTF-8 without NUL characters, which
 * Postgres cannot store.
 * @throws LoadError with the line that is not
 */
export async function* readLines(path: string, source: string): AsyncGenerator<Lines> {
  let held: Buffer[] = [];
  let atStart = true;
  let line = 1;

  function piece(bytes: Buffer): Lines {
    const firstLine = line;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) line++;
    if (!isText(bytes)) throw errorAt(source, firstLine + linesOfTextIn(bytes), 'not UTF-8 text');
    const marked = atStart && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    atStart = false;
    return { firstLine, bytes: marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes };
  }

  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield piece(Buffer.concat([...held, chunk.subarray(0, end)]));
      held = [];
    }
    held.push(chunk.subarray(end));
  }
  const rest = Buffer.concat(held);
  if (rest.length > 0) yield piece(rest);
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** How many lines come before the first one that is not text. */
function linesOfTextIn(bytes: Buffer): number {
  let count = 0;
  for (let start = 0; ; count++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || !isText(bytes.subarray(start, end))) return count;
    start = end + 1;
  }
}
