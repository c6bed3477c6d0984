import type { Duplex } from 'node:stream';

import type { WebSocket } from 'ws';

import type { Batch } from '../../events/live/batch.ts';
import { MessageConnection } from '../operations/message-connection.ts';
import { Outbox } from '../operations/outbox.ts';
import { closeReason } from './close-reason.ts';
import { framesOf } from './frames.ts';
import { InputGuard, type InputRules } from './input-guard.ts';
import { sendText } from './send-text.ts';

/** What all sockets of a server have in common. */
export interface SocketRules {
  input: InputRules<SocketConnection>;
  /** How long a client that is not authenticated yet, or breaks the rules, may take to close its side. */
  closingMs: number;
  onAcknowledged: (connection: SocketConnection) => void;
  /** Called when the client does not read what was sent. */
  onTooSlow: (connection: SocketConnection) => void;
}

/** A connection over a WebSocket. */
export class SocketConnection extends MessageConnection {
  readonly socket: WebSocket;
  readonly openedAtMs = Math.round(performance.now());
  isAcknowledged = false;
  /** graphql-ws is to be told when the socket has closed. */
  closed: (code: number, reason: string) => Promise<void> = () => Promise.resolve();
  readonly #outbox: Outbox;
  readonly #rules: SocketRules;
  readonly #input: InputGuard<SocketConnection>;

  constructor(socket: WebSocket, stream: Duplex, rules: SocketRules) {
    super();
    this.socket = socket;
    this.#outbox = new Outbox(this, stream);
    this.#rules = rules;
    this.#input = new InputGuard<SocketConnection>(stream, this, rules.input);
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(text: string): Promise<void> {
    return sendText(this.socket, text);
  }

  sendBatch(batch: Batch, idText: string): void {
    this.#outbox.push(framesOf(batch, idText));
  }

  flush(): void {
    this.#outbox.flush();
  }

  untilReady(): Promise<void> | undefined {
    return this.#outbox.untilReady();
  }

  close(code?: number, reason?: string): void {
    if (this.isAcknowledged) this.socket.close(code, closeReason(reason));
    else this.closeSoon(code, reason);
  }

  /** Closes, and cuts a client that does not close its side: until then, it would keep in memory what it has sent. */
  closeSoon(code?: number, reason?: string): void {
    const { socket } = this;
    socket.close(code, closeReason(reason));
    setTimeout(() => {
      socket.terminate();
    }, this.#rules.closingMs).unref();
  }

  acknowledged(): void {
    this.isAcknowledged = true;
    this.#input.acknowledge();
    this.#rules.onAcknowledged(this);
  }

  tooSlow(): void {
    this.#rules.onTooSlow(this);
  }

  [Symbol.dispose](): void {
    this.#input[Symbol.dispose]();
    clearTimeout(this.expiry);
    this.endStreams();
  }
}
