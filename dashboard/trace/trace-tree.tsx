import { type KeyboardEvent, useEffect, useState } from 'react';

import { formatSeconds } from '../text/format.ts';
import { text } from '../text/text.ts';
import { treeMove } from '../ui/tree-keys.ts';
import type { TimeAxis } from './time-axis.ts';
import { TRACE_GRID, TraceRowView } from './trace-row.tsx';
import type { TraceRow } from './trace-rows.ts';

const TICKS = [0, 0.25, 0.5, 0.75, 1];

export interface TraceTreeProps {
  rows: readonly TraceRow[];
  axis: TimeAxis;
  /** Cursor of the chosen event. */
  chosen: string | undefined;
  /** By id; undefined: none. */
  onChoose: (event: string | undefined) => void;
  onOpen: (row: TraceRow, open: boolean) => void;
}

/** The events as a tree of causes and effects, each with its place on the time axis. */
export function TraceTree({ rows, axis, chosen, onChoose, onOpen }: TraceTreeProps) {
  const [focused, setFocused] = useState(chosen);
  const active = Math.max(
    rows.findIndex(({ event: { cursor } }) => cursor === focused),
    0,
  );

  // On a narrow screen the details would cover it.
  useEffect(() => {
    const row = rows.find(({ event: { cursor } }) => cursor === chosen);
    if (row) document.getElementById(rowId(row))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKey = (event: KeyboardEvent) => {
    const row = rows[active];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      // They press the button of a row.
      if (event.target instanceof Element && event.target.closest('button')) return;
      event.preventDefault();
      onChoose(row.event.id);
      return;
    }
    if (event.key === 'Escape' && chosen !== undefined) {
      onChoose(undefined);
      return;
    }
    const move = treeMove(rows, active, event.key);
    const target = move && rows[move.index];
    if (!target) return;
    event.preventDefault();
    if (move.kind === 'focus') {
      setFocused(target.event.cursor);
      document.getElementById(rowId(target))?.focus();
    } else onOpen(target, move.kind === 'open');
  };

  return (
    <div
      role="treegrid"
      aria-label={text.trace.tree}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKey}
      className="pb-2"
    >
      <div role="row" aria-rowindex={1} className={`${TRACE_GRID} border-b border-line pb-1 text-xs text-muted`}>
        <span role="columnheader" className="pl-9 max-sm:sr-only">
          {text.trace.event}
        </span>
        <span role="columnheader" className="max-sm:hidden">
          {text.trace.wait}
        </span>
        <span role="columnheader" className="max-sm:px-2">
          <span className="sr-only">{text.trace.timeline}</span>
          <span aria-hidden className="flex justify-between tabular-nums">
            {axis.totalMs > 0 &&
              TICKS.map((place) => (
                <span key={place} className={place % 0.5 === 0 ? '' : 'max-sm:hidden'}>
                  {place === 0 ? '0' : formatSeconds((axis.momentAt(place) - axis.startMs) / 1_000)}
                </span>
              ))}
          </span>
        </span>
      </div>
      {rows.map((row, index) => (
        <TraceRowView
          key={row.event.cursor}
          id={rowId(row)}
          index={index}
          row={row}
          axis={axis}
          isActive={index === active}
          isChosen={row.event.cursor === chosen}
          onFocus={() => {
            setFocused(row.event.cursor);
          }}
          onChoose={() => {
            onChoose(row.event.id);
          }}
          onOpen={(open) => {
            onOpen(row, open);
          }}
        />
      ))}
    </div>
  );
}

function rowId({ event: { cursor } }: TraceRow): string {
  return `trace-${cursor}`;
}
