import { type Message, MessageType, type SubscribeMessage } from 'graphql-ws';

import type { MessageConnection } from './message-connection.ts';
import { Operation } from './operation.ts';

export interface TakeMessageParts {
  /** Called with an id whose operation is not complete. */
  onDuplicate: (connection: MessageConnection, id: string) => void;
  onError: (connection: MessageConnection, error: unknown) => void;
}

/**
 * Passes a client's messages to graphql-ws, operations with the same id one after another. By the protocol, an id is
 * free once its operation is complete; but graphql-ws knows operations only by their ids, and takes the rest of the
 * first for the second. So the second waits until the first is over, and is dropped if it is completed meanwhile.
 */
export function createTakeMessage({ onDuplicate, onError }: TakeMessageParts) {
  function subscribe(connection: MessageConnection, { id, payload }: SubscribeMessage): void {
    const earlier = connection.operations.get(id);
    if (earlier?.isCompleted === false) {
      onDuplicate(connection, id);
      return;
    }
    const operation = new Operation(id, payload);
    connection.operations.set(id, operation);
    const known = earlier?.hasBegun ? earlier : earlier?.behind;
    if (known) {
      operation.behind = known;
      (known.waiting ??= []).push(operation);
    } else begin(connection, operation);
  }

  function begin(connection: MessageConnection, operation: Operation): void {
    operation.hasBegun = true;
    operation.behind = undefined;
    // graphql-ws keeps the message as long as the operation lasts; what is to be executed stands in the operation.
    const text = `{"id":${operation.idText},"type":"${MessageType.Subscribe}","payload":{"query":""}}`;
    connection.handle(text).then(
      () => {
        over(connection, operation);
      },
      (error: unknown) => {
        over(connection, operation);
        onError(connection, error);
      },
    );
  }

  function over(connection: MessageConnection, operation: Operation): void {
    forget(connection, operation);
    for (const next of operation.waiting ?? []) {
      if (next.isCompleted) forget(connection, next);
      else begin(connection, next);
    }
  }

  function forget({ operations }: MessageConnection, operation: Operation): void {
    if (operations.get(operation.id) === operation) operations.delete(operation.id);
  }

  function handle(connection: MessageConnection, text: string): void {
    connection.handle(text).catch((error: unknown) => {
      onError(connection, error);
    });
  }

  /** `message`: the parsed text; undefined if it is not a message. */
  return (connection: MessageConnection, text: string, message: Message | undefined): void => {
    if (message?.type === MessageType.Subscribe) {
      subscribe(connection, message);
      return;
    }
    if (message?.type === MessageType.ConnectionInit && !connection.viewer) {
      connection.hasInit = true;
      connection.connectionParams ??= message.payload;
      handle(connection, JSON.stringify({ type: MessageType.ConnectionInit }));
      return;
    }
    if (message?.type === MessageType.Complete) connection.operations.get(message.id)?.complete();
    handle(connection, text);
  };
}
