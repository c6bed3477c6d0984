import { AppError } from '../../errors.ts';

/** @throws AppError BAD_USER_INPUT */
export function assertWithin(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (value < least || value > most) {
    throw new AppError('BAD_USER_INPUT', `${name} must be from ${least} to ${most}, not ${value}.`);
  }
}
