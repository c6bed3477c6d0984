import { ProfileError } from '../../domain/profiling/profile-error.ts';
import { AppError } from '../../errors.ts';

/**
 * What the warehouse answers.
 * @throws AppError WAREHOUSE_UNAVAILABLE if it does not
 */
export async function inWarehouse<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const [first = '', ...rest] = error.message;
    throw new AppError('WAREHOUSE_UNAVAILABLE', `${first.toUpperCase()}${rest.join('')}.`, { cause: error });
  }
}
