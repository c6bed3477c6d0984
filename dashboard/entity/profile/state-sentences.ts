import type { ProfileState } from '../../gql/types.ts';
import { formatRelative } from '../../text/format.ts';
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
  const last = lastProfiledAt === null ? undefined : past(lastProfiledAt, now);
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
        ...(lastFailure ? [words.afterFailure(past(lastFailure.at, now), lastFailure.errorMessage)] : []),
      ];
    case 'FAILING':
      return [
        ...(lastFailure ? [words.failing(past(lastFailure.at, now), lastFailure.errorMessage)] : []),
        ...(last === undefined ? [words.never] : [words.stays(last)]),
      ];
  }
}

/** What has happened was not in the future, even if the clocks of server and browser differ. */
function past(time: string, now: Date): string {
  return formatRelative(new Date(Math.min(Date.parse(time), now.getTime())), now);
}
