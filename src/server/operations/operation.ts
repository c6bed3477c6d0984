import type { DocumentNode } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';

/** What an operation executes; the document is valid. */
export interface OperationRequest {
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  /** Whether the client understands bookmarks. */
  bookmarks: boolean;
  traceparent?: string | undefined;
  /** Cursor after which the client resumes a subscription, whatever the document says. */
  resumeAfter?: string | undefined;
}

/** An operation of a client, from its `subscribe` message on. A class, because there are very many. */
export class Operation {
  readonly id: string;
  /** The id as JSON: it is written with each message. */
  readonly idText: string;
  /** What the client has sent; known until it has begun. */
  payload: SubscribePayload | undefined;
  /** Whether graphql-ws knows it; until then, it waits for the rest of an earlier one with its id. */
  hasBegun = false;
  /** Whether either side has completed it: its id is free from then on, though some of its work may continue. */
  isCompleted = false;
  /** Whether it counts among the running operations of its socket. */
  isRunning = false;
  /** Called when it is completed. */
  onCompleted: (() => void) | undefined;
  /** What it delivers, if it is a subscription that is open. */
  stream: AsyncIterator<unknown> | undefined;
  /** Position of the newest of that, if the stream is the viewer's own. */
  cursor: string | undefined;
  /** The earlier operation with the same id, for which it waits. */
  behind: Operation | undefined;
  /** The later operations with the same id. */
  waiting: Operation[] | undefined;

  constructor(id: string, payload?: SubscribePayload) {
    this.id = id;
    this.idText = JSON.stringify(id);
    this.payload = payload;
  }

  complete(): void {
    this.isCompleted = true;
    this.onCompleted?.();
  }
}
