import { line } from 'd3-shape';

const WIDTH = 80;
const HEIGHT = 20;

/** The course of a score from 0 to 100; gaps where there is none. For people who see it: its figures are said elsewhere. */
export function Sparkline({ scores }: { scores: readonly (number | null)[] }) {
  const known = scores.filter((score) => score !== null);
  // A change of a few points is to be seen, and noise is not to look like a fall.
  const low = Math.min(...known, 100) - 5;
  const high = Math.max(...known, low + 20);
  const draw = line<number | null>()
    .defined((score) => score !== null)
    .x((_, index) => 2 + (index * (WIDTH - 4)) / Math.max(scores.length - 1, 1))
    .y((score) => HEIGHT - 2 - (((score ?? low) - low) * (HEIGHT - 4)) / (high - low));
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden className="text-accent">
      <path d={draw(scores) ?? ''} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
