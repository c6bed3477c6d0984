import type { Socket } from 'node:net';

import { LoadError } from '../load-error.ts';
import type { LoadTarget, OpenTable } from '../table/load-target.ts';
import { readMessages, writeMessage } from './message-lines.ts';
import { type Answer, answerSchema, type Request, VERSION } from './messages.ts';

/** An error of the database on the other side. */
class HandedOverError extends Error {
  readonly code: string;

  constructor(message: string, sqlState: string) {
    super(message);
    this.code = sqlState;
  }
}

/**
 * Introduces this program to the process that has the data folder open, and hands over rows to it.
 * @returns undefined if that process takes none, or not yet
 * @throws LoadError if it does not let this program in
 */
export async function handOverTo(socket: Socket, key: string): Promise<LoadTarget | undefined> {
  const messages = readMessages(socket);
  async function read(): Promise<Answer | undefined> {
    try {
      const { value, done } = await messages.next();
      return done ? undefined : answerSchema.parse(value);
    } catch (error) {
      // Those of the connection have a code; messages that cannot be read have none.
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  }
  async function ask<K extends Answer['kind']>(
    request: Request,
    kind: K,
    goneMessage: string,
  ): Promise<Extract<Answer, { kind: K }>> {
    writeMessage(socket, request);
    const answer = await read();
    if (!answer) throw new LoadError(goneMessage);
    if (answer.kind === 'failed') throw new LoadError(answer.message);
    if (answer.kind === 'refused') throw new HandedOverError(answer.message, answer.sqlState);
    if (!isOfKind(answer, kind)) throw new Error(`the server answers ${answer.kind} where ${kind} is expected`);
    return answer;
  }

  writeMessage(socket, { kind: 'hello', version: VERSION, key });
  const welcome = await read();
  if (!welcome) return undefined;
  if (welcome.kind === 'failed') throw new LoadError(welcome.message);

  return {
    async load(plans, fill) {
      const nothingLoaded = 'the server ended meanwhile; nothing was loaded';
      const request: Request = {
        kind: 'open',
        plans: plans.map((plan) => ({ ...plan, columns: [...plan.columns], files: [...plan.files] })),
      };
      const { tables } = await ask(request, 'opened', nothingLoaded);
      const open = tables.map((table, index): OpenTable => ({
        ...table,
        async insert(rows) {
          await ask({ kind: 'insert', table: index, rows }, 'inserted', nothingLoaded);
        },
      }));
      const filled = await fill(open);
      const { outcomes } = await ask(
        { kind: 'finish' },
        'finished',
        'the server ended before it said whether the rows are loaded; look at the table before you load them again',
      );
      return { filled, outcomes };
    },
  };
}

function isOfKind<K extends Answer['kind']>(answer: Answer, kind: K): answer is Extract<Answer, { kind: K }> {
  return answer.kind === kind;
}
