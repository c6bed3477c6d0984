import type { LoggedEvent } from '../log/log.ts';

/** State that changes without an event of the log, and that subscriptions watch all the same. */
export const CHANGE_TOPICS = ['approvals', 'notifications', 'incidents', 'policies'] as const;
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

/** A change signal: something of this topic has changed. It does not say what; watchers read the state again. */
export interface ChangeSignal {
  tenantId: string;
  topic: ChangeTopic;
  /** Actor ids of those whom alone it concerns. If left out: everybody who watches the topic. */
  actorIds?: readonly string[] | undefined;
}

export interface TransportListener {
  /** A committed event, of this instance or another. */
  onEntry?(entry: LoggedEvent): void;
  /** State that no event reports was changed by a commit, in this instance or another. */
  onChangeSignal?(signal: ChangeSignal): void;
  /** Jobs of these queues wait, which another instance could not run itself. */
  onJobs?(queues: readonly string[]): void;
  /** The transport was interrupted: what it should have carried meanwhile is only in the store. */
  onGap?(): void;
}

/**
 * Carries announcements of committed events to the feeds of all instances, change signals to watchers, and news of jobs to
 * workers. A message may be lost, late or repeated; listeners make up for that from the store.
 */
export interface Transport {
  /** Returns at once and never throws: nobody waits for the transport. */
  publish(entries: readonly LoggedEvent[]): void;
  /** Returns at once and never throws. */
  signalChange(signals: readonly ChangeSignal[]): void;
  /** Tells the other instances that jobs of these queues wait. Returns at once and never throws. */
  announceJobs(queues: readonly string[]): void;
  /** Returns the function that removes the listener. */
  listen(listener: TransportListener): () => void;
}
