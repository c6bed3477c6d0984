import { classNames } from '../class-names.ts';

export interface SegmentsProps<V extends string> {
  label: string;
  value: V;
  options: readonly (readonly [value: V, label: string])[];
  onChoose: (value: V) => void;
}

/** One of a few ways to see the same thing. */
export function Segments<V extends string>({ label, value, options, onChoose }: SegmentsProps<V>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border border-line bg-surface p-0.5">
      {options.map(([each, words]) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          className={classNames(
            'min-h-7 rounded px-2.5 text-sm font-medium',
            each === value ? 'bg-accent-soft text-accent' : 'text-muted hover:text-ink',
          )}
          onClick={() => {
            onChoose(each);
          }}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
