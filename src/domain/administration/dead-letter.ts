import type { Actor } from '../../events/schemas/vocabulary.ts';

/** A job that failed for good, stored until somebody redelivers or dismisses it, and afterwards. */
export interface DeadLetter {
  id: string;
  tenantId: string;
  /** Name of the job handler, and of its queue. */
  subscriber: string;
  eventOffset: number;
  /** The data of the job. */
  job: Record<string, unknown>;
  /** What to do instead, if redelivery would be in vain. */
  instead: string | undefined;
  error: string;
  attempts: number;
  failedAt: Date;
  redeliveredAt: Date | null;
  redeliveredBy: Actor | null;
  dismissedAt: Date | null;
  dismissedBy: Actor | null;
  dismissalReason: string | null;
}
