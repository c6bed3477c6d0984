/** What to emit. */
export interface Emission {
  events: number;
  /** If left out: as fast as the log takes them. */
  perSecond?: number;
  /** Those of one transaction are announced together. Default: 1. */
  perTransaction?: number;
  /** The entity that they are about. Default: always the same one. */
  canonicalKey?: string;
  /** Characters to add to each event. */
  padding?: number;
}

/** What was emitted. */
export interface Emitted {
  /** Number of the first event; it is in the event's field rowCount. */
  first: number;
  /** When each was announced, after its commit. */
  announcedAtMicros: readonly number[];
  /** Of the last event. */
  cursor: string;
}
