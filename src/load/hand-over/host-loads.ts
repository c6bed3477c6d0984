import type { Socket } from 'node:net';

import { inTime } from '../../in-time.ts';
import type { Logger } from '../../logger.ts';
import { reasonOf } from '../../reason-of.ts';
import type { DataDirLock } from '../../store/database/embedded/data-dir-lock.ts';
import { makeVisitorKey } from '../../store/database/embedded/visitor-key.ts';
import { type Database, sqlStateOf } from '../../store/database/sql.ts';
import { LoadError } from '../load-error.ts';
import type { LoadTarget, OpenTable } from '../table/load-target.ts';
import { removeOldStages, stagedTarget } from '../table/staged-target.ts';
import { checkTableName } from '../table/table-name.ts';
import { readMessages, writeLastMessage, writeMessage } from './message-lines.ts';
import { type Answer, type Request, requestSchema, VERSION } from './messages.ts';

interface HostParts {
  /** The embedded one. */
  database: Database;
  admit: DataDirLock['admit'];
  dataDir: string;
  logger: Logger;
}

const HELLO_MS = 5_000;
const HELLO_BYTES = 1_024;

/** The visitor has gone; nobody is left to be told. */
class VisitorGone extends Error {}

/**
 * Takes the rows of `npm run load` while this process has the embedded store open, from processes of the same user.
 * Once disposed of, it has ended what was being loaded, and nothing of that is left.
 */
export async function hostLoads({ database, admit, dataDir, logger }: HostParts): Promise<AsyncDisposable> {
  await removeOldStages(database);
  const { isKey } = await makeVisitorKey(dataDir);
  const target = stagedTarget(database);
  const visits = new Map<Socket, Promise<void>>();
  let isClosed = false;

  async function visit(socket: Socket): Promise<void> {
    try {
      await serveVisit(socket, { target, isKey, logger });
    } catch (error) {
      if (!(error instanceof VisitorGone) && !isClosed)
        logger.warn({ err: error }, 'a visitor of the data folder failed');
    } finally {
      socket.destroy();
      visits.delete(socket);
    }
  }

  admit((socket) => {
    if (isClosed) socket.destroy();
    else visits.set(socket, visit(socket));
  });
  return {
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const socket of visits.keys()) socket.destroy();
      await Promise.all(visits.values());
    },
  };
}

interface Visit {
  target: LoadTarget;
  isKey: (text: string) => boolean;
  logger: Logger;
}

async function serveVisit(socket: Socket, { target, isKey, logger }: Visit): Promise<void> {
  let isKnown = false;
  const messages = readMessages(socket, () => (isKnown ? Infinity : HELLO_BYTES));
  const answer = (message: Answer) => {
    writeMessage(socket, message);
  };
  const end = (message: Answer) => writeLastMessage(socket, message);
  async function next<K extends Request['kind']>(...kinds: K[]): Promise<Extract<Request, { kind: K }>> {
    const { value, done } = await messages.next().catch(gone);
    if (done) throw new VisitorGone();
    const request = requestSchema.parse(value);
    if (!isOneOf(request, kinds)) throw new Error(`${request.kind} where ${kinds.join(' or ')} is expected`);
    return request;
  }

  const hello = await inTime(next('hello'), HELLO_MS, gone);
  if (hello.version !== VERSION || !isKey(hello.key)) {
    const reason = hello.version === VERSION ? 'has another key' : 'is of another version';
    await end({ kind: 'failed', message: `the server that has the data folder open ${reason}` });
    return;
  }
  isKnown = true;
  answer({ kind: 'welcome' });

  const { plans } = await next('open');
  const last: Answer = await takeTables().catch((error: unknown): Answer => {
    if (error instanceof VisitorGone) throw error;
    if (!(error instanceof LoadError)) logger.error({ err: error }, 'a file could not be loaded');
    return { kind: 'failed', message: reasonOf(error) };
  });
  await end(last);

  async function takeTables(): Promise<Answer> {
    for (const { name } of plans) checkTableName(name);
    const { outcomes } = await target.load(plans, async (tables) => {
      answer({
        kind: 'opened',
        tables: tables.map(({ columns, asksOrigin }) => ({ columns: [...columns], asksOrigin })),
      });
      for (;;) {
        const request = await next('insert', 'finish');
        if (request.kind === 'finish') return;
        answer(await insert(tables[request.table], request.rows));
      }
    });
    logger.info({ tables: plans.map(({ name }) => `${name.schema}.${name.table}`) }, 'tables were loaded');
    return {
      kind: 'finished',
      outcomes: outcomes.map(({ replaced, bound }) => ({ replaced: replaced && [...replaced], bound })),
    };
  }
}

async function insert(table: OpenTable | undefined, rows: string): Promise<Answer> {
  if (!table) throw new Error('rows for a table that is not open');
  try {
    await table.insert(rows);
    return { kind: 'inserted' };
  } catch (error) {
    const sqlState = sqlStateOf(error);
    if (sqlState === undefined || !(error instanceof Error)) throw error;
    return { kind: 'refused', message: error.message, sqlState };
  }
}

function isOneOf<K extends Request['kind']>(
  request: Request,
  kinds: readonly K[],
): request is Extract<Request, { kind: K }> {
  return (kinds as readonly string[]).includes(request.kind);
}

function gone(): never {
  throw new VisitorGone();
}
