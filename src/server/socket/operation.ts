/** An operation of a client, from its `subscribe` message on. */
export interface Operation {
  readonly id: string;
  /** Whether graphql-ws knows it; until then, it waits for the rest of an earlier one with its id. */
  hasBegun: boolean;
  /** Resolves when either side has completed it: its id is free from then on, though some of its work may continue. */
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
