import type { Client, SubscribePayload } from 'graphql-ws';

import type { AnswerError } from './answer.ts';

/** One message of an operation, or the error that ended it. */
export interface Message<D = Record<string, unknown>> {
  data?: D | null;
  errors?: AnswerError[];
}

export interface Operation<D = Record<string, unknown>> {
  /** All that has arrived; filled as it arrives. */
  messages: Message<D>[];
  /** What ended it, once it has ended: done, errors of the operation alone, or the close code of its socket. */
  ended: Promise<'complete' | AnswerError[] | number>;
  /** Whether it has ended. */
  hasEnded: () => boolean;
  complete: () => void;
}

/** Starts an operation over the client's socket. */
export function start<D = Record<string, unknown>>(client: Client, payload: SubscribePayload): Operation<D> {
  const messages: Message<D>[] = [];
  let hasEnded = false;
  let complete: () => void = () => undefined;
  const ended = new Promise<'complete' | AnswerError[] | number>((resolve, reject) => {
    const end = (how: 'complete' | AnswerError[] | number) => {
      hasEnded = true;
      resolve(how);
    };
    complete = client.subscribe(payload, {
      next: (message) => messages.push(message as Message<D>),
      complete: () => {
        end('complete');
      },
      error: (error) => {
        if (Array.isArray(error)) end(error as AnswerError[]);
        else if (isCloseEvent(error)) end(error.code);
        else reject(error instanceof Error ? error : new Error(String(error)));
      },
    });
  });
  return { messages, ended, hasEnded: () => hasEnded, complete };
}

/** The one answer of a query or mutation, or the refusal of a subscription, over the client's socket. */
export async function askOverSocket(client: Client, payload: SubscribePayload): Promise<Message> {
  const operation = start(client, payload);
  const how = await operation.ended;
  if (Array.isArray(how)) return { errors: how };
  const [message] = operation.messages;
  if (!message) throw new Error(`the operation ended with ${how} and no answer`);
  return message;
}

/** The code that the server closes the client's next connection with. */
export async function closeCodeOf(client: Client): Promise<number> {
  const how = await start(client, { query: '{ viewer { actorId } }' }).ended;
  if (typeof how !== 'number') throw new Error(`the operation ended with ${JSON.stringify(how)}, not with its socket`);
  return how;
}

function isCloseEvent(error: unknown): error is { code: number } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number';
}
