/** How many bytes one answer takes, as it grows. */
export interface AnswerSize {
  readonly limitBytes: number;
  readonly isExceeded: boolean;
  /** Resolves when the limit is passed. */
  readonly exceeded: Promise<void>;
  /** Never settles: what waits for it is left out, and collected with the operation. */
  readonly never: Promise<never>;
  /** The fields of a mutation that have been executed, in order, by their names in the answer. */
  readonly executed: string[];
  add(bytes: number): void;
}

export function createAnswerSize(limitBytes: number): AnswerSize {
  let bytes = 0;
  let exceed: () => void = () => undefined;
  const exceeded = new Promise<void>((resolve) => {
    exceed = resolve;
  });
  return {
    limitBytes,
    get isExceeded() {
      return bytes > limitBytes;
    },
    exceeded,
    never: new Promise<never>(() => undefined),
    executed: [],
    add(more) {
      bytes += more;
      if (bytes > limitBytes) exceed();
    },
  };
}
