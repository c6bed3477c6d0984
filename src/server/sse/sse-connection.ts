import type { ServerResponse } from 'node:http';

import type { Viewer } from '../../domain/viewer.ts';
import type { ErrorCode } from '../../errors.ts';
import type { Batch } from '../../events/live/batch.ts';
import { CLOSE, Connection } from '../operations/connection.ts';
import { Outbox } from '../operations/outbox.ts';
import { BEAT, COMPLETE, framesOf, nextFrame, positionFrame, retryFrame, SSE_HEADERS } from './sse-frames.ts';

/** What all streams of a server have in common. */
export interface SseRules {
  /** Called when the client does not read what was sent. */
  onTooSlow: (connection: SseConnection) => void;
}

/** How long a client may pause while reading the rest of a stream that has ended. */
const READ_PAUSE_MS = 15_000;
/** Shortest and longest pause of clients before they come back, so that not all do so at the same time. */
const RETRY_MS = { min: 500, max: 2_000 };
const TOO_SLOW = 'The client does not read what it is sent. Connect again with the last id.';

/** A connection over Server-Sent Events: the response to one request, with the results of its only operation. */
export class SseConnection extends Connection {
  override viewer: Viewer;
  readonly #response: ServerResponse;
  readonly #outbox: Outbox;
  readonly #rules: SseRules;
  #isBeating = false;

  constructor(response: ServerResponse, viewer: Viewer, rules: SseRules) {
    super();
    this.viewer = viewer;
    this.#response = response;
    this.#outbox = new Outbox(this, response);
    this.#rules = rules;
    response.writeHead(200, SSE_HEADERS);
    response.write(retryFrame(Math.round(RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min))));
  }

  get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  override opened(cursor: string): void {
    this.#outbox.push(positionFrame(cursor));
  }

  sendBatch(batch: Batch): void {
    this.#outbox.push(framesOf(batch));
  }

  /** `text`: a result as JSON. */
  sendResult(text: string, cursor: string | undefined): void {
    this.#outbox.push(nextFrame(text, cursor));
  }

  flush(): void {
    this.#outbox.flush();
  }

  untilReady(): Promise<void> | undefined {
    return this.#outbox.untilReady();
  }

  /** The operation is over, and nothing is to be resumed. */
  complete(): void {
    this.#outbox.flush();
    this.#end(COMPLETE);
  }

  /** Ends the stream, and says why where the client cannot know; without `complete`, it comes back and resumes. */
  close(code?: number, reason = ''): void {
    this.#outbox.flush();
    if (code === CLOSE.forbidden) {
      this.#end(Buffer.concat([errorFrame('UNAUTHENTICATED', `${reason}.`), COMPLETE]));
    } else if (code === CLOSE.tooSlow) this.#end(errorFrame('RATE_LIMITED', TOO_SLOW));
    else this.#end();
  }

  /** Writes a comment, so that nobody takes the connection for a dead one. A client that has not taken the last is too slow. */
  beat(): void {
    if (!this.isOpen) return;
    if (this.#isBeating) {
      this.tooSlow();
      return;
    }
    this.#isBeating = true;
    this.#response.write(BEAT, () => (this.#isBeating = false));
  }

  tooSlow(): void {
    this.#rules.onTooSlow(this);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.expiry);
    for (const operation of this.operations.values()) operation.complete();
    this.endStreams();
  }

  #end(frames?: Buffer): void {
    if (!this.isOpen) return;
    this.#response.setTimeout(READ_PAUSE_MS);
    this.#response.end(frames);
  }
}

function errorFrame(code: ErrorCode, message: string): Buffer {
  return nextFrame(JSON.stringify({ errors: [{ message, extensions: { code } }] }), undefined);
}
