import type { IncomingMessage } from 'node:http';

export type Body = { bytes: Buffer } | 'too large' | 'aborted';

/** Reads a body whose length may be unknown, up to the limit. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return 'too large';
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) end('too large');
      else chunks.push(chunk);
    };
    const finish = () => {
      end({ bytes: Buffer.concat(chunks) });
    };
    const abort = () => {
      end('aborted');
    };
    const end = (body: Body) => {
      request.off('data', take).off('end', finish).off('close', abort).off('error', abort);
      if (body !== 'aborted') request.pause();
      // Nobody waits for a later abort.
      request.on('error', () => undefined);
      resolve(body);
    };
    request.on('data', take).on('end', finish).on('close', abort).on('error', abort);
  });
}
