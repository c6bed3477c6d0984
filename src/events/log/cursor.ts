import { AppError } from '../../errors.ts';
import type { StreamHead } from './log.ts';

/** A position in one tenant's stream: everything up to and including `offset` has been seen. */
export interface StreamPosition {
  /** Identifies one life of the stream. It belongs to one tenant only, so a cursor of another tenant never matches. */
  epoch: string;
  /** 0 is the position before the first event. */
  offset: number;
}

const PATTERN = /^([0-9a-f]{32})\.(0|[1-9][0-9]{0,15})$/;

/** The opaque form that clients see. */
export function encodeCursor({ epoch, offset }: StreamPosition): string {
  return Buffer.from(`${epoch.replaceAll('-', '')}.${offset}`).toString('base64url');
}

/** @throws AppError BAD_USER_INPUT when the text is not a cursor of an event stream */
export function decodeCursor(cursor: string): StreamPosition {
  const match = cursor.length <= 100 ? PATTERN.exec(Buffer.from(cursor, 'base64url').toString('latin1')) : null;
  const [, hex, digits] = match ?? [];
  const offset = Number(digits);
  if (!hex || !Number.isSafeInteger(offset)) {
    throw new AppError('BAD_USER_INPUT', 'This is not a cursor of an event stream.');
  }
  return { epoch: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), offset };
}

/** @throws AppError CURSOR_EXPIRED if the log no longer has everything after the position */
export function assertHonourable(position: StreamPosition, head: StreamHead): void {
  if (!isHonourable(position, head)) throw cursorExpired();
}

export function isHonourable({ epoch, offset }: StreamPosition, head: StreamHead): boolean {
  return epoch === head.epoch && offset >= head.trimmedThrough && offset <= head.offset;
}

export function isCursorExpired(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CURSOR_EXPIRED';
}

export function cursorExpired(): AppError {
  return new AppError(
    'CURSOR_EXPIRED',
    'The log cannot honour this cursor any longer. Load the state again and continue from streamPosition.',
  );
}

/** There is no cursor after which everything from a moment on would come. */
export function momentExpired(): AppError {
  return new AppError(
    'CURSOR_EXPIRED',
    'Retention has removed events of this time or later. Load the state and continue from streamPosition, or ask for a later time.',
  );
}
