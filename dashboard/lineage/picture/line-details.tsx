import { X } from 'lucide-react';

import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { oneEdgeWords } from '../edge-words.ts';
import type { VisibleGraph } from '../graph/visible-graph.ts';
import type { Line } from './layout-input.ts';

/** What states the link between two entities. */
export function LineDetails({ line, graph, onClose }: { line: Line; graph: VisibleGraph; onClose: () => void }) {
  const from = graph.nodes.get(line.from)?.entity.name ?? line.from;
  const to = graph.nodes.get(line.to)?.entity.name ?? line.to;
  const words = text.lineage;
  return (
    <section
      aria-label={words.lineLabel(from, to)}
      className="absolute top-2 right-2 z-10 max-h-1/2 w-80 max-w-[calc(100%-4.5rem)] overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-lg"
    >
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 text-sm font-semibold break-words">{words.lineLabel(from, to)}</h2>
        <Button kind="quiet" size="small" aria-label={text.common.close} onClick={onClose}>
          <X aria-hidden size={14} />
        </Button>
      </div>
      <ul className="mt-1 flex flex-col gap-2">
        {line.edges.map((edge) => (
          <li key={edge.key} className="border-t border-line pt-2">
            {edge.lineage ? (
              <>
                <p className="font-mono text-xs break-words">{oneEdgeWords(edge)}</p>
                {edge.lineage.transformation !== null && <p className="break-words">{edge.lineage.transformation}</p>}
                <p className="text-xs text-muted">
                  {words.statedBy}{' '}
                  <EntityLink entity={{ entityType: 'LINEAGE', canonicalKey: edge.lineage.canonicalKey }}>
                    {edge.lineage.name}
                  </EntityLink>
                </p>
              </>
            ) : (
              <p>{words.computedFrom(to, from)}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
