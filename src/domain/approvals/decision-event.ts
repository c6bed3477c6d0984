import { deriveId } from '../../events/schemas/create-event.ts';
import type { Approval } from './approval.ts';

/** The id of the event that announces the decision of the current round: there is one in a round. */
export function decisionEventId({ id, round }: Pick<Approval, 'id' | 'round'>): string {
  return deriveId('decision', id, String(round));
}
