/** Jobs of one queue in one state. */
export interface QueueDepth {
  queue: string;
  /** `delayed`: waits until its time, such as a retry or the next scheduler run. */
  state: 'waiting' | 'delayed' | 'active';
  jobs: number;
  /** How long the oldest of them has been waiting for a worker; 0 for those that are not waiting. */
  oldestWaitingSeconds: number;
}
