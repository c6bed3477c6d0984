import { connect, type Socket } from 'node:net';

import { nowMicros } from '../processes/now-micros.ts';
import { clientFrame, scanFrames, type ScanState, textFrame } from './frames.ts';
import type { Tally } from './tally.ts';

const PING = 9;
const PONG = 10;
const CLOSE = 8;
const SAMPLE_EVERY = 16;
const SOCKETS_PER_ADDRESS = 1_000;
/** Of all sockets: what is in it is used up before the next read. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);
const HEADERS_END = Buffer.from('\r\n\r\n');

const INIT = textFrame({ type: 'connection_init' });
const PING_TEXT = textFrame({ type: 'ping' });
const PONG_TEXT = textFrame({ type: 'pong' });

export interface LoadSocketParts {
  port: number;
  tally: Tally;
  /** The frames that subscribe, ready to be sent. */
  subscribing: (index: number) => Buffer;
}

/**
 * Connects, subscribes and counts. Resolves when the server has read the subscriptions: it has answered a ping that was
 * sent after them.
 */
export function openLoadSocket({ port, tally, subscribing }: LoadSocketParts): Promise<Socket> {
  const index = tally.add();
  const isSampled = index % SAMPLE_EVERY === 0;
  const state: ScanState = { isWhole: isSampled, skip: 0, carry: undefined };
  return new Promise((resolve, reject) => {
    let phase: 'upgrading' | 'acknowledging' | 'subscribing' | 'open' = 'upgrading';
    let response = Buffer.alloc(0);
    let atMicros = 0;

    const sink = {
      onText(chunk: Buffer, at: number, length: number) {
        if (phase === 'open' || phase === 'subscribing') {
          if (tally.isNext(chunk, at, length)) {
            tally.count(index, chunk, at, atMicros, isSampled);
            return;
          }
        }
        const text = chunk.toString('utf8', at, Math.min(at + length, chunk.length));
        if (phase === 'acknowledging' && text.includes('"connection_ack"')) {
          phase = 'subscribing';
          socket.write(Buffer.concat([subscribing(index), PING_TEXT]));
        } else if (phase === 'subscribing' && text.includes('"pong"')) {
          phase = 'open';
          resolve(socket);
        } else if (text.includes('"ping"')) socket.write(PONG_TEXT);
        else tally.noteOddity(text);
      },
      onControl(opcode: number, payload: Buffer) {
        if (opcode === PING) socket.write(clientFrame(PONG, Buffer.from(payload)));
        else if (opcode === CLOSE) tally.noteOddity(`closed with ${payload.toString('utf8', 2)}`);
      },
    };

    function read(chunk: Buffer): void {
      if (phase !== 'upgrading') {
        atMicros = nowMicros();
        scanFrames(state, chunk, sink);
        return;
      }
      response = Buffer.concat([response, chunk]);
      const end = response.indexOf(HEADERS_END);
      if (end === -1) return;
      if (!response.toString('latin1', 0, 12).endsWith(' 101')) {
        socket.destroy(new Error(`the server refuses a WebSocket: ${response.toString('latin1', 0, end)}`));
        return;
      }
      phase = 'acknowledging';
      socket.write(INIT);
      if (response.length > end + 4) read(response.subarray(end + 4));
    }

    const socket = connect({
      ...{ host: '127.0.0.1', port, noDelay: true },
      localAddress: sourceAddress(index),
      onread: {
        buffer: readBuffer,
        callback(length) {
          read(readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    socket.once('connect', () => {
      socket.write(
        `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
          'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
      );
    });
    socket.on('error', reject);
    socket.once('close', () => {
      tally.noteClosed();
      reject(new Error(`a socket closed while ${phase}`));
    });
  });
}

/**
 * An address has 28,000 ports, and a port is in use for a minute after its connection: this process has addresses of its
 * own, or the kernel would search long for a free port. Only Linux has more than one loopback address.
 */
function sourceAddress(index: number): string {
  const { pid, platform } = process;
  if (platform !== 'linux') return '127.0.0.1';
  return `127.${1 + ((pid >> 8) % 254)}.${pid % 256}.${1 + Math.floor(index / SOCKETS_PER_ADDRESS)}`;
}
