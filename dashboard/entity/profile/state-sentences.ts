import type { ProfileState } from '../../gql/types.ts';
import { formatPast, formatRelative } from '../../text/format.ts';
import { text } from '../../text/text.ts';

export interface StateOfProfiles {
  profileState: ProfileState;
  lastProfiledAt: string | null;
  nextProfileDueAt: string | null;
  lastFailure: { at: string; errorMessage: string } | null;
}

/** How an entity stands with its profiles, and why: at least one sentence. */
export function stateSentences(
  { profileState, lastProfiledAt, nextProfileDueAt, lastFailure }: StateOfProfiles,
  now: Date,
): string[] {
  const words = text.entity.state;
  const last = lastProfiledAt === null ? undefined : formatPast(new Date(lastProfiledAt), now);
  const due = nextProfileDueAt === null ? undefined : formatRelative(new Date(nextProfileDueAt), now);
  switch (profileState) {
    case 'NOT_MEASURED':
      return [words.notMeasured];
    case 'NEVER':
      return [due === undefined ? words.never : words.neverDue(due)];
    case 'FRESH':
      return [...(last === undefined ? [] : [words.fresh(last)]), ...(due === undefined ? [] : [words.next(due)])];
    case 'STALE':
      if (last === undefined) return [words.never];
      return [due === undefined ? words.lastProfiled(last) : words.stale(last, due)];
    case 'RUNNING':
      return [
        last === undefined ? words.running : words.runningAfter(last),
        ...(lastFailure
          ? [words.afterFailure(formatPast(new Date(lastFailure.at), now), asSentence(lastFailure.errorMessage))]
          : []),
      ];
    case 'FAILING':
      return [
        ...(lastFailure
          ? [words.failing(formatPast(new Date(lastFailure.at), now), asSentence(lastFailure.errorMessage))]
          : []),
        ...(last === undefined ? [words.never] : [words.stays(last)]),
      ];
  }
}

/** Causes come from databases and programs, with or without a full stop. */
function asSentence(cause: string): string {
  return /[.!?]$/.test(cause.trim()) ? cause.trim() : `${cause.trim()}.`;
}
