import { countText } from '../conditions/figure-text.ts';

export const SIMULATION_NOTE_KINDS = [
  'PROFILES_WITHOUT_FIGURES',
  'PROFILES_STILL_JUDGED',
  'EVENTS_REMOVED',
  'EARLIER_REFRESHES_LEFT_OUT',
] as const;
export type SimulationNoteKind = (typeof SIMULATION_NOTE_KINDS)[number];

/** Something that is not known of the period, and therefore not in the result. */
export interface SimulationNote {
  kind: SimulationNoteKind;
  /** One or two sentences. */
  text: string;
}

export interface SimulationLimits {
  from: Date;
  /** Profiles that were made, and those of the simulated policy: all, and those that were made. */
  profiles: { recorded: number; simulated: number; simulatedReal: number };
  /** When the newest event was created that retention has removed. */
  removedThrough: Date | null;
  /** There are more refreshes before the period than were read. */
  isCut: boolean;
}

/** What the incidents of a simulation leave out. */
export function simulationNotes({ from, profiles, removedThrough, isCut }: SimulationLimits): SimulationNote[] {
  const notes: SimulationNote[] = [];
  const note = (kind: SimulationNoteKind, text: string) => notes.push({ kind, text });
  const unseen = profiles.simulated - profiles.simulatedReal;
  if (unseen > 0) {
    note(
      'PROFILES_WITHOUT_FIGURES',
      `The policy would have led to ${profilesText(unseen)} that ${was(unseen)} never made. What ${unseen === 1 ? 'it' : 'they'} would have shown is not known.`,
    );
  }
  const needless = profiles.recorded - profiles.simulatedReal;
  if (needless > 0) {
    note(
      'PROFILES_STILL_JUDGED',
      `The policy would not have led to ${profilesText(needless)} that ${was(needless)} made. What ${needless === 1 ? 'it' : 'they'} showed is judged all the same.`,
    );
  }
  if (removedThrough !== null) {
    const since = removedThrough.toISOString();
    note(
      'EVENTS_REMOVED',
      removedThrough >= from
        ? `Events up to ${since} were removed from the log: failed profiles and refreshes before that are not known.`
        : `Events up to ${since} were removed from the log: how often a table is usually refreshed may be known only some time after ${from.toISOString()}.`,
    );
  }
  if (isCut) {
    note(
      'EARLIER_REFRESHES_LEFT_OUT',
      'There were more refreshes before the period than are read: how often a table is usually refreshed may be known only some time after its beginning.',
    );
  }
  return notes;
}

function profilesText(count: number): string {
  return count === 1 ? '1 profile' : `${countText(count)} profiles`;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}
