import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';

import type { Viewer } from '../../domain/viewer.ts';
import type { Batch } from '../../events/live/batch.ts';
import type { Member, Rendering } from '../../events/live/member.ts';
import type { LogEntry } from '../../events/log/log.ts';
import { createAnswerSize } from '../../schema/kit/answer-size.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import type { BegunOperation } from './begun-operation.ts';
import type { MeasuredContext } from './execute-per-event.ts';
import { sharedVariablesOf } from './shared-variables.ts';
import { viewerOfRoles } from './viewer-of-roles.ts';

/** What subscriptions have in common. */
export interface EventSubscriptionParts {
  schema: GraphQLSchema;
  contextFor: (viewer: Viewer) => MeasuredContext;
  maskError: MaskError;
}

/** Events that are executed together, with the same loaders, before anything else has its turn. */
const EXECUTED_TOGETHER = 25;
const DONE = { value: undefined, done: true } as const;

/**
 * A subscription to events. Its messages are made once for all that get the same, and are written by its connection;
 * its protocol sees a stream without items that ends with the subscription. A class, because there are very many.
 */
export class EventSubscription implements Member, AsyncIterableIterator<never> {
  through = 0;
  broadcast: Member['broadcast'];
  readonly #parts: EventSubscriptionParts;
  readonly #of: BegunOperation;
  #hasEnded = false;
  #resolve: ((result: typeof DONE) => void) | undefined;

  constructor(parts: EventSubscriptionParts, of: BegunOperation) {
    this.#parts = parts;
    this.#of = of;
  }

  get wantsBookmarks(): boolean {
    return this.#of.request.bookmarks;
  }

  keyOf(scope: 'roles' | 'actor'): string {
    const { viewer, request } = this.#of;
    const { tenantId, roles, actor, actorIdCase, sources, expiresAt } = viewer;
    const { document, operationName, bookmarks } = request;
    const parts: unknown[] = [tenantId, roles.toSorted(), operationName, bookmarks];
    parts.push(sharedVariablesOf(request), document.loc?.source.body);
    if (scope === 'actor') parts.push(actor, actorIdCase, sources, expiresAt);
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  }

  async render(entries: readonly LogEntry[]): Promise<Rendering> {
    const watched = viewerOfRoles(this.#of.viewer);
    const context = this.#parts.contextFor(watched.viewer);
    const texts: string[] = [];
    for (let start = 0; start < entries.length; start += EXECUTED_TOGETHER) {
      if (start > 0) await setImmediate();
      const together = entries.slice(start, start + EXECUTED_TOGETHER);
      texts.push(...(await Promise.all(together.map((entry) => this.#textOf(entry, context)))));
    }
    return { texts, isPersonal: watched.isPersonal() };
  }

  renderBookmark(cursor: string): string {
    return JSON.stringify({ extensions: { bookmark: { cursor } } });
  }

  send(batch: Batch): void {
    const { connection, operation } = this.#of;
    connection.sendBatch(batch, operation.idText);
  }

  untilReady(): Promise<void> | undefined {
    return this.#of.connection.untilReady();
  }

  end(error?: unknown): void {
    if (error !== undefined) {
      const { maskError } = this.#parts;
      this.send(batchOf(this.through, JSON.stringify({ errors: [maskError(error)] })));
      // The protocol sends `complete` next.
      this.#of.connection.flush();
    }
    this.#finish();
  }

  next(): Promise<typeof DONE> {
    if (this.#hasEnded) return Promise.resolve(DONE);
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  return(): Promise<typeof DONE> {
    this.#finish();
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.broadcast?.leave(this);
    this.#resolve?.(DONE);
    this.#of.connection.end(this.#of.operation);
  }

  async #textOf(entry: LogEntry, context: MeasuredContext): Promise<string> {
    const { schema, maskError } = this.#parts;
    const { document, operationName, variables } = this.#of.request;
    const answer = createAnswerSize(context.answer.limitBytes);
    const contextValue = { ...context, answer };
    const args = { schema, document, operationName, variableValues: variables, rootValue: entry, contextValue };
    const result: ExecutionResult = await executeWithinLimit(execute, args, answer);
    return JSON.stringify(result.errors ? { ...result, errors: result.errors.map(maskError) } : result);
  }
}

function batchOf(offset: number, text: string): Batch {
  return { items: [{ offset, text }], through: offset };
}
