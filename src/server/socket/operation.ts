/** An operation of a client, from its `subscribe` message on. */
export interface Operation {
  readonly id: string;
  /** Whether graphql-ws has been told of it; until then it waits for what is left of an earlier one with its id. */
  hasBegun: boolean;
  /** Resolves when either side has completed it: its id is free from then on, though some of its work may go on. */
  readonly completed: Promise<void>;
  readonly isCompleted: boolean;
  complete(): void;
}

export function createOperation(id: string): Operation {
  let isCompleted = false;
  let resolveCompleted: () => void = () => undefined;
  const completed = new Promise<void>((resolve) => {
    resolveCompleted = resolve;
  });
  return {
    id,
    hasBegun: false,
    completed,
    get isCompleted() {
      return isCompleted;
    },
    complete() {
      isCompleted = true;
      resolveCompleted();
    },
  };
}
