import { ConnectionLostError, type SubscriptionStatus } from '../packages/client/src/index.ts';

/** What the page says about the running subscription. */
export interface ConnectionState {
  kind: 'idle' | 'connecting' | 'live' | 'trouble' | 'stopped';
  sentence: string;
}

export const IDLE: ConnectionState = { kind: 'idle', sentence: '' };

/** 4401 and 4403: the token is missing, invalid or has expired. */
const REFUSED_CODES: readonly (number | undefined)[] = [4401, 4403];

/** Codes that say no more than that the connection has ended, or that the server is stopping. */
const WITHOUT_REASON = [1000, 1001, 1005, 1006, 1012, 4499];

/** @param tokenAdvice says what to do about a token that is refused */
export function connectionState(
  status: SubscriptionStatus,
  cause: Error | undefined,
  tokenAdvice: string,
): ConnectionState {
  switch (status) {
    case 'connecting':
      return { kind: 'connecting', sentence: 'Connecting ...' };
    case 'replaying':
      return { kind: 'connecting', sentence: 'Connected. Events that happened in the meantime are arriving ...' };
    case 'live':
      return { kind: 'live', sentence: 'Live.' };
    case 'reset':
      return {
        kind: 'trouble',
        sentence: 'The log no longer has the events after the cursor. Going on with new ones ...',
      };
    case 'reconnecting':
      return { kind: 'trouble', sentence: `${troubleOf(cause, tokenAdvice)} Trying again ...` };
    case 'stopped':
      return { kind: 'stopped', sentence: 'Stopped.' };
  }
}

function troubleOf(cause: Error | undefined, tokenAdvice: string): string {
  if (cause === undefined) return 'The connection was lost.';
  if (!(cause instanceof ConnectionLostError)) return asSentence(cause.message);
  if (REFUSED_CODES.includes(cause.closeCode)) {
    return `The server does not accept the token: it is missing, is not valid, or has expired. ${tokenAdvice}`;
  }
  const { closeCode } = cause;
  if (closeCode === undefined || WITHOUT_REASON.includes(closeCode)) return 'The server cannot be reached.';
  return `The server ended the connection (${cause.message}).`;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
