import type { LoggedEvent } from './log.ts';

/** State that changes without an event of the log, and that subscriptions follow all the same. */
export const CHANGE_TOPICS = ['approvals', 'notifications'] as const;
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

/** Says that something of this topic has changed, and not what: whoever follows it looks for himself. */
export interface ChangeSignal {
  tenantId: string;
  topic: ChangeTopic;
  /** Whom alone it concerns, by actor id; left out: everybody who follows the topic. */
  actorIds?: readonly string[] | undefined;
}

export interface TransportListener {
  /** A committed event, of this instance or another. */
  onEntry?(entry: LoggedEvent): void;
  /** Committed state that no event reports has changed, in this instance or another. */
  onChangeSignal?(signal: ChangeSignal): void;
  /** The bell was out of order: what it should have rung meanwhile is in the store alone. */
  onGap?(): void;
}

/**
 * Carries committed events to the feeds of all instances, and nudges to whoever follows other state. It is a bell and
 * no more: a message may be lost, late or repeated, and its listeners mend that from the store.
 */
export interface Transport {
  /** Returns at once and never throws: nobody waits for the bell. */
  publish(entries: readonly LoggedEvent[]): void;
  /** Returns at once and never throws. */
  signalChange(signals: readonly ChangeSignal[]): void;
  /** Returns the function that ends the listening. */
  listen(listener: TransportListener): () => void;
}
