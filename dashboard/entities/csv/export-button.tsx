import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { useGraph } from '../../app/app-context.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { toQuery } from '../entities-query.ts';
import type { EntitiesSearch } from '../entities-search.ts';
import { createEntityPages } from '../list/entity-pages.ts';
import { shownColumns } from '../table/entity-columns.tsx';
import { exportEntities, MOST_EXPORTED } from './export-entities.ts';

const words = text.entities.csv;

export interface ExportButtonProps {
  search: EntitiesSearch;
  total: number | undefined;
}

/** Saves what is shown, and all that one would come to by scrolling. */
export function ExportButton({ search, total }: ExportButtonProps) {
  const { uncached } = useGraph();
  const [done, setDone] = useState<number>();
  const [note, setNote] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const save = async () => {
    const controller = new AbortController();
    running.current = controller;
    setDone(0);
    setNote(undefined);
    try {
      const result = await exportEntities({
        pages: createEntityPages(uncached),
        query: toQuery(search),
        shown: shownColumns(search.hide),
        signal: controller.signal,
        onProgress: setDone,
      });
      if (!result) return;
      download(result.parts);
      if (result.isCut) setNote(words.tooMany(formatCount(MOST_EXPORTED)));
    } catch {
      if (!controller.signal.aborted) setNote(words.failed);
    } finally {
      if (running.current === controller) setDone(undefined);
    }
  };

  if (done !== undefined) {
    const all = Math.min(Math.max(total ?? 0, done), MOST_EXPORTED);
    return (
      <div className="flex items-center gap-2 text-xs text-muted">
        <progress
          aria-label={words.label}
          value={done}
          max={Math.max(all, 1)}
          className="h-1.5 w-20 accent-(--accent)"
        />
        <span className="tabular-nums max-sm:sr-only">{words.progress(formatCount(done), formatCount(all))}</span>
        <Button
          size="small"
          onClick={() => {
            running.current?.abort();
            setDone(undefined);
          }}
        >
          {text.common.cancel}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex items-center gap-2">
      {note !== undefined && (
        <span role="alert" className="text-xs text-warn">
          {note}
        </span>
      )}
      <Button size="small" title={words.hint} disabled={total === 0} onClick={() => void save()}>
        <Download aria-hidden size={14} />
        {words.save}
      </Button>
    </div>
  );
}

function download(parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = words.fileName(new Date().toISOString().slice(0, 10));
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
