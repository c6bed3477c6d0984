import { type Message, MessageType } from 'graphql-ws';

import { createOperation, type Operation } from './operation.ts';

interface TurnParts {
  /** graphql-ws: resolves when the message is dealt with, which for a `subscribe` is when its operation is over. */
  handle: (text: string) => Promise<void>;
  /** The current operation of each id: filled here. */
  operations: Map<string, Operation>;
  /** Called with an id whose operation is not complete. */
  onDuplicate: (id: string) => Promise<void> | void;
}

/**
 * Passes a client's messages to graphql-ws, operations with the same id one after another. By the protocol, an id is
 * free once its operation is complete; but graphql-ws knows operations only by their ids, and takes the rest of the
 * first for the second. So the second waits until the first is over, and is dropped if it is completed meanwhile.
 */
export function takeTurns({ handle, operations, onDuplicate }: TurnParts) {
  /** Until when graphql-ws knows an operation by that id. */
  const known = new Map<string, Promise<void>>();

  async function begin(operation: Operation, text: string): Promise<void> {
    const { id } = operation;
    for (let over = known.get(id); over; over = known.get(id)) await over;
    if (operation.isCompleted) return;
    operation.hasBegun = true;
    const handled = handle(text);
    const forget = () => {
      known.delete(id);
    };
    known.set(id, handled.then(forget, forget));
    await handled;
  }

  /** `message`: the parsed text; undefined if it is not a message. */
  return async (text: string, message: Message | undefined): Promise<void> => {
    if (message?.type === MessageType.Complete) operations.get(message.id)?.complete();
    if (message?.type !== MessageType.Subscribe) {
      await handle(text);
      return;
    }
    const { id } = message;
    if (operations.get(id)?.isCompleted === false) {
      await onDuplicate(id);
      return;
    }
    const operation = createOperation(id);
    operations.set(id, operation);
    try {
      await begin(operation, text);
    } finally {
      if (operations.get(id) === operation) operations.delete(id);
    }
  };
}
