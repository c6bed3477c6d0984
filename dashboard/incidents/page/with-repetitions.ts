/** That an incident was seen again, once or more, as one entry. */
export interface Repetitions {
  kind: 'SEEN';
  /** How often. */
  count: number;
  firstAt: string;
  /** When it was seen last. */
  at: string;
}

interface Seen {
  /** How often it was seen, the first time included. */
  occurrences: number;
  lastSeenAt: string;
  /** When it was first seen again; undefined: it was not. */
  firstAgainAt: string | undefined;
}

/** The steps of an incident, oldest first, with all repetitions as one entry, where it was seen last. */
export function withRepetitions<S extends { at: string }>(
  steps: readonly S[],
  { occurrences, lastSeenAt, firstAgainAt }: Seen,
): readonly (S | Repetitions)[] {
  if (firstAgainAt === undefined || occurrences < 2) return steps;
  const repetitions: Repetitions = { kind: 'SEEN', count: occurrences - 1, firstAt: firstAgainAt, at: lastSeenAt };
  const place = steps.findIndex(({ at }) => Date.parse(at) > Date.parse(lastSeenAt));
  return place < 0 ? [...steps, repetitions] : [...steps.slice(0, place), repetitions, ...steps.slice(place)];
}
