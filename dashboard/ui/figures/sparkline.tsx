import { line } from 'd3-shape';

const WIDTH = 80;
const HEIGHT = 24;
/** The same for all, so that they can be compared; what is lower is drawn at its bottom. */
export const SPARKLINE_SCALE = [50, 100] as const;

/** The course of a score; gaps where there is none. For people who see it: its figures are said elsewhere. */
export function Sparkline({ scores }: { scores: readonly (number | null)[] }) {
  const [low, high] = SPARKLINE_SCALE;
  const x = (index: number) => 2 + (index * (WIDTH - 4)) / Math.max(scores.length - 1, 1);
  const y = (score: number) => HEIGHT - 2 - ((Math.max(score, low) - low) * (HEIGHT - 4)) / (high - low);
  const draw = line<number | null>()
    .defined((score) => score !== null)
    .x((_, index) => x(index))
    .y((score) => y(score ?? low));
  const last = scores.at(-1);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden className="text-accent">
      <path d={`M0 ${y(low)}H${WIDTH}`} className="stroke-line" />
      <path d={draw(scores) ?? ''} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      {typeof last === 'number' && <circle cx={x(scores.length - 1)} cy={y(last)} r="2" fill="currentColor" />}
    </svg>
  );
}
