/** Size of one response in bytes, as it grows. */
export interface AnswerSize {
  readonly limitBytes: number;
  readonly isExceeded: boolean;
  /** Resolves when the limit is exceeded. */
  readonly exceeded: Promise<void>;
  /** Never settles: fields that wait for it are left out, and are garbage-collected with the operation. */
  readonly never: Promise<never>;
  /** The fields of a mutation that have been executed, in order, by their names in the response. */
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
