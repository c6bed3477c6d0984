import type { DocumentNode } from 'graphql';

/** What an operation executes; the document is valid. */
export interface OperationRequest {
  query: string;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  /** Whether the client understands bookmarks. */
  bookmarks: boolean;
  traceparent?: string | undefined;
}

/** An operation of a client, from its `subscribe` message on. A class, because sockets have many. */
export class Operation {
  readonly id: string;
  /** Whether graphql-ws knows it; until then, it waits for the rest of an earlier one with its id. */
  hasBegun = false;
  /** Whether either side has completed it: its id is free from then on, though some of its work may continue. */
  isCompleted = false;
  /** Known from the moment on that it has begun. */
  request: OperationRequest | undefined;
  /** Called when it is completed. */
  onCompleted: (() => void) | undefined;

  constructor(id: string) {
    this.id = id;
  }

  complete(): void {
    this.isCompleted = true;
    this.onCompleted?.();
  }
}
