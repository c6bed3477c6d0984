import { AppError } from '../../errors.ts';
import type { IncidentHead } from '../../store/incidents/incident-history.ts';
import { type NumberedPlace, positionExpired } from '../watch-numbered.ts';

const PATTERN = /^incidents\.([0-9a-f]{32})\.(0|[1-9][0-9]{0,15})$/;

/**
 * A position among the changes of a tenant's incidents, in the opaque form that clients see. Its epoch is that of the
 * tenant's stream, which no other tenant has.
 */
export function encodeIncidentPosition({ epoch, number }: NumberedPlace): string {
  return Buffer.from(`incidents.${epoch.replaceAll('-', '')}.${number}`).toString('base64url');
}

/**
 * The number after which to continue.
 * @throws AppError BAD_USER_INPUT for an invalid position, CURSOR_EXPIRED for one of another tenant or epoch
 */
export function decodeIncidentPosition(position: string, head: IncidentHead): number {
  const text = position.length <= 100 ? Buffer.from(position, 'base64url').toString('latin1') : '';
  const [, epoch, digits] = PATTERN.exec(text) ?? [];
  const number = Number(digits);
  if (!epoch || !Number.isSafeInteger(number)) {
    throw new AppError('BAD_USER_INPUT', 'This is not a position among changes of incidents.');
  }
  if (epoch !== head.epoch.replaceAll('-', '') || number > head.number) throw positionExpired();
  return number;
}
