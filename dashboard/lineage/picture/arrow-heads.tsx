const STATES = ['plain', 'dimmed', 'marked'] as const;

/** The ends of the lines. React Flow's own ones cannot have a colour that goes with the theme. */
export function ArrowHeads() {
  return (
    <svg aria-hidden className="absolute size-0">
      <defs>
        {STATES.map((state) => (
          <marker
            key={state}
            id={`lineage-arrow-${state}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0 10 5 0 10z" className={`lineage-arrow-${state}`} />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
