import type { Batch, BatchItem } from '../../events/live/batch.ts';

/** The media type, and what keeps proxies from buffering, storing or compressing the stream. */
export const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** An event with data, because a browser does not report one without. */
export const COMPLETE = Buffer.from('event: complete\ndata: \n\n');
/** A comment, which clients ignore. */
export const BEAT = Buffer.from(':\n\n');

/** How long the client should wait before it connects again. */
export function retryFrame(delayMs: number): Buffer {
  return Buffer.from(`retry: ${delayMs}\n\n`);
}

/**
 * Tells a client where to resume, without a result. The line without data is for those who take the id of complete events
 * only; whoever listens to `next` does not see it.
 */
export function positionFrame(cursor: string): Buffer {
  return Buffer.from(`id: ${cursor}\ndata:\n\n`);
}

/** A result, as JSON, and the position behind it, if it is one to resume from. */
export function nextFrame(text: string, cursor: string | undefined): Buffer {
  return Buffer.from(next(text, cursor));
}

const laidOut = new WeakMap<Batch, Buffer>();

/** The results of a batch: the same bytes for all streams that get it. */
export function framesOf(batch: Batch): Buffer {
  let frames = laidOut.get(batch);
  if (!frames) {
    frames = Buffer.from(batch.items.map(({ text, cursor }: BatchItem) => next(text, cursor)).join(''));
    laidOut.set(batch, frames);
  }
  return frames;
}

/** JSON has no line breaks outside of texts, and escapes those in them. */
function next(text: string, cursor: string | undefined): string {
  return `${cursor === undefined ? '' : `id: ${cursor}\n`}event: next\ndata: ${text}\n\n`;
}
