/** Collects the values of a statement, whose text contains only placeholders. */
export interface Parameters {
  readonly values: readonly unknown[];
  /** Returns the placeholder to write into the text. */
  add(value: unknown): string;
}

export function createParameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
}
