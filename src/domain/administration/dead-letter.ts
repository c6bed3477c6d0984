import type { Actor } from '../../events/schemas/vocabulary.ts';

/** Durable work that failed for good, kept until somebody sends it round again, and after. */
export interface DeadLetter {
  id: string;
  tenantId: string;
  /** The name of the work, and of its queue. */
  subscriber: string;
  eventOffset: number;
  /** The data of the job. */
  job: Record<string, unknown>;
  /** What to do instead, where it would be in vain to send it round again. */
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
