/** Collects the values of a statement; its text knows each by a placeholder only. */
export interface Parameters {
  readonly values: readonly unknown[];
  /** The placeholder to write into the text. */
  add(value: unknown): string;
}

export function createParameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
}
