import type { Socket } from 'node:net';

const LINE_FEED = 0x0a;

/**
 * The messages that arrive at a socket: one JSON value per line. The next one is read when it is asked for.
 * @throws Error if a message is longer than `maxBytes` then is
 */
export async function* readMessages(
  socket: Socket,
  maxBytes: () => number = () => Infinity,
): AsyncGenerator<unknown, undefined> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      hold(chunk.subarray(start, end));
      const line = Buffer.concat(held).toString();
      held = [];
      length = 0;
      start = end + 1;
      yield JSON.parse(line) as unknown;
    }
    hold(chunk.subarray(start));
  }

  function hold(part: Buffer): void {
    held.push(part);
    length += part.length;
    if (length > maxBytes()) throw new Error(`a message of more than ${maxBytes()} bytes`);
  }
}

export function writeMessage(socket: Socket, message: object): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Writes the last message. Resolves when it is on its way, or the other side has gone. */
export function writeLastMessage(socket: Socket, message: object): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', resolve);
    socket.end(`${JSON.stringify(message)}\n`, resolve);
  });
}
