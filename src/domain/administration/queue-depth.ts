/** Jobs of one queue in one state. */
export interface QueueDepth {
  queue: string;
  /** `delayed`: waits for its time, such as a retry or the next pass of the scheduler. */
  state: 'waiting' | 'delayed' | 'active';
  jobs: number;
  /** How long the oldest of them has been waiting for a worker; 0 for those that are not waiting. */
  oldestWaitingSeconds: number;
}
