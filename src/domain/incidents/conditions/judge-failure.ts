import type { PayloadOf } from '../../../events/schemas/catalogue.ts';
import { type Trouble, trouble } from './verdict.ts';

/** That a profile run failed for good. */
export function judgeFailure({
  canonicalKey,
  errorCode,
  errorMessage,
  attempts,
}: Pick<PayloadOf<'metadata.profile.failed'>, 'canonicalKey' | 'errorCode' | 'errorMessage' | 'attempts'>): Trouble {
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const message = errorMessage.replace(/\.$/, '');
  return trouble('ERROR', `The profile of ${canonicalKey} failed with ${errorCode} after ${tries}: ${message}.`);
}
