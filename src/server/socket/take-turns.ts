import { type Message, MessageType } from 'graphql-ws';

import { Operation } from './operation.ts';

interface TurnParts {
  /** graphql-ws: resolves when the message is dealt with, which for a `subscribe` is when its operation is over. */
  handle: (text: string) => Promise<void>;
  /** The current operation of each id: filled here. */
  operations: Map<string, Operation>;
  /** Called with an id whose operation is not complete. */
  onDuplicate: (id: string) => void;
  onError: (error: unknown) => void;
}

/**
 * Passes a client's messages to graphql-ws, operations with the same id one after another. By the protocol, an id is
 * free once its operation is complete; but graphql-ws knows operations only by their ids, and takes the rest of the
 * first for the second. So the second waits until the first is over, and is dropped if it is completed meanwhile.
 */
export function takeTurns({ handle, operations, onDuplicate, onError }: TurnParts) {
  /** Ids that graphql-ws knows, and those who wait for theirs. Nothing else is kept for a long operation. */
  const known = new Map<string, (() => void)[] | undefined>();

  function begin(operation: Operation, text: string): void {
    const { id } = operation;
    if (known.has(id)) {
      const waiting = known.get(id) ?? [];
      waiting.push(() => {
        if (operation.isCompleted) forget(operation);
        else begin(operation, text);
      });
      known.set(id, waiting);
      return;
    }
    operation.hasBegun = true;
    known.set(id, undefined);
    const over = () => {
      forget(operation);
      const waiting = known.get(id) ?? [];
      known.delete(id);
      for (const resume of waiting) resume();
    };
    handle(text).then(over, (error: unknown) => {
      over();
      onError(error);
    });
  }

  function forget(operation: Operation): void {
    if (operations.get(operation.id) === operation) operations.delete(operation.id);
  }

  /** `message`: the parsed text; undefined if it is not a message. */
  return (text: string, message: Message | undefined): void => {
    if (message?.type === MessageType.Complete) operations.get(message.id)?.complete();
    if (message?.type !== MessageType.Subscribe) {
      handle(text).catch(onError);
      return;
    }
    const { id } = message;
    if (operations.get(id)?.isCompleted === false) {
      onDuplicate(id);
      return;
    }
    const operation = new Operation(id);
    operations.set(id, operation);
    begin(operation, text);
  };
}
