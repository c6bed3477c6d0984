import type { Viewer } from '../../domain/viewer.ts';
import type { Connection } from './connection.ts';
import type { Operation, OperationRequest } from './operation.ts';

/** What is handed on from the operation that has begun to the one that is run, through graphql-ws where it is used. */
export class BegunOperation {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly viewer: Viewer;
  readonly request: OperationRequest;

  constructor(operation: Operation, connection: Connection, viewer: Viewer, request: OperationRequest) {
    this.operation = operation;
    this.connection = connection;
    this.viewer = viewer;
    this.request = request;
  }
}
