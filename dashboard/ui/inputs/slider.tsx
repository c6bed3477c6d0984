import { Slider as Parts } from 'radix-ui';

export interface SliderProps {
  /** For people who do not see what stands beside it. */
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** While it is moved. */
  onMove: (value: number) => void;
  /** Once it is let go. */
  onChange: (value: number) => void;
}

/** A number in a range; what lies outside is shown at its end. */
export function Slider({ label, value, min, max, step, onMove, onChange }: SliderProps) {
  return (
    <Parts.Root
      className="relative flex h-6 w-full touch-none items-center select-none"
      value={[Math.min(Math.max(value, min), max)]}
      min={min}
      max={max}
      step={step}
      onValueChange={([moved = value]) => {
        onMove(moved);
      }}
      onValueCommit={([chosen = value]) => {
        onChange(chosen);
      }}
    >
      <Parts.Track className="relative h-1 grow rounded-full bg-line">
        <Parts.Range className="absolute h-full rounded-full bg-accent" />
      </Parts.Track>
      <Parts.Thumb
        aria-label={label}
        className="block size-4 rounded-full border-2 border-accent bg-surface shadow-sm hover:bg-accent-soft"
      />
    </Parts.Root>
  );
}
