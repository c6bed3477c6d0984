import { AppError } from '../../../errors.ts';

/** Most values that one condition of a filter can list. */
const MAX_VALUES = 1_000;

/** The values of a condition, each once; undefined if it is left out. @throws AppError BAD_USER_INPUT */
export function filterList<T>(values: readonly T[] | null | undefined): T[] | undefined {
  if (values == null) return undefined;
  const distinct = [...new Set(values)];
  if (distinct.length > MAX_VALUES) {
    throw new AppError('BAD_USER_INPUT', `A filter can list at most ${MAX_VALUES} different values.`);
  }
  return distinct;
}
