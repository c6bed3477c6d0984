import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';

/** A curve in a sentence. */
export function summarizeScores(scores: readonly (number | null)[]): string {
  const words = text.entity.quality;
  const known = scores.filter((score) => score !== null);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return words.none;
  if (known.length === 1) return words.summaryOne(formatScore(first));
  return words.summary(
    known.length,
    formatScore(first),
    formatScore(last),
    formatScore(Math.min(...known)),
    formatScore(Math.max(...known)),
  );
}
