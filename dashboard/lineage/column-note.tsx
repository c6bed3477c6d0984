import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import type { ColumnPath } from './graph/column-path.ts';
import { KEPT_EXPANSIONS } from './graph/expansions.ts';

export interface ColumnNoteProps {
  path: ColumnPath | undefined;
  opened: readonly string[];
  onShowAll: (opened: readonly string[]) => void;
  onClear: () => void;
}

/** Which column's path is marked, and how far it goes. */
export function ColumnNote({ path, opened, onShowAll, onClear }: ColumnNoteProps) {
  const words = text.lineage;
  const all = path ? [...new Set([...opened, ...path.needed])] : [];
  return (
    <div className="mb-2 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-accent-soft px-3 py-1.5 text-accent">
      <p role="status" className="min-w-0 flex-1 break-words">
        {path ? (
          <>
            <strong>{words.columnPath(path.column, path.entityName)}.</strong>{' '}
            {words.columnPathFound(path.shownCount, path.hiddenCount)}
          </>
        ) : (
          text.common.loading
        )}
      </p>
      {path !== undefined && path.hiddenCount > 0 && all.length <= KEPT_EXPANSIONS && (
        <Button
          size="small"
          onClick={() => {
            onShowAll(all);
          }}
        >
          {words.showPath}
        </Button>
      )}
      <Button size="small" kind="quiet" onClick={onClear}>
        {words.clearColumn}
      </Button>
    </div>
  );
}
