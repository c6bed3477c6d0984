import { ChevronDown, ChevronRight } from 'lucide-react';

import { EventIcon } from '../events/event-icon.tsx';
import { eventSentence, sentenceText } from '../events/event-sentence.ts';
import { formatDateTime } from '../text/format.ts';
import { text } from '../text/text.ts';
import { classNames } from '../ui/class-names.ts';
import { EVENT_TONES } from './event-tones.ts';
import type { TimeAxis } from './time-axis.ts';
import type { TraceRow } from './trace-rows.ts';
import { durationWords, waitWords } from './trace-words.ts';

export const TRACE_GRID =
  'grid items-center gap-x-3 px-2 sm:grid-cols-[minmax(0,1.2fr)_7rem_minmax(0,1fr)] sm:pr-4 lg:grid-cols-[minmax(0,1fr)_8rem_minmax(0,1fr)]';

export interface TraceRowProps {
  id: string;
  index: number;
  row: TraceRow;
  axis: TimeAxis;
  /** Whether the focus goes to it when it comes to the tree. */
  isActive: boolean;
  isChosen: boolean;
  onFocus: () => void;
  onChoose: () => void;
  onOpen: (open: boolean) => void;
}

/** An event, how long it waited and how long its work took; those far from the screen are not laid out. */
export function TraceRowView({ id, index, row, axis, isActive, isChosen, onFocus, onChoose, onOpen }: TraceRowProps) {
  const { event, level, isOpen, effectCount, position, siblings } = row;
  const took = durationWords(row);
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      tabIndex={isActive ? 0 : -1}
      className={classNames(
        TRACE_GRID,
        'min-h-9 scroll-mt-16 cursor-pointer border-l-2 max-xl:scroll-mb-[57dvh] py-1 -outline-offset-2 [contain-intrinsic-size:auto_36px] [content-visibility:auto]',
        isChosen ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-hover',
      )}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <div role="gridcell" className="flex min-w-0 items-center gap-1.5">
        <span aria-hidden style={{ width: `${Math.min(level - 1, 6) * 0.9}rem` }} className="shrink-0" />
        {isOpen === undefined ? (
          <span aria-hidden className="w-6 shrink-0" />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-label={isOpen ? text.trace.collapse : text.trace.expand}
            className="flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-line hover:text-ink"
            onClick={(press) => {
              press.stopPropagation();
              onOpen(!isOpen);
            }}
          >
            {isOpen ? <ChevronDown aria-hidden size={15} /> : <ChevronRight aria-hidden size={15} />}
          </button>
        )}
        <EventIcon type={event.type} />
        <span className="min-w-0 break-words" title={formatDateTime(new Date(event.createdAt))}>
          {sentenceText(eventSentence(event))}
          {isOpen === false && <span className="ml-2 text-xs text-muted">{text.trace.hidden(effectCount)}</span>}
        </span>
      </div>
      <div role="gridcell" className="text-xs text-muted tabular-nums max-sm:pl-9 max-sm:flex max-sm:gap-2">
        <span className="block">{waitWords(row)}</span>
        {took !== '' && <span className="block">{took}</span>}
      </div>
      <div role="gridcell" className="max-sm:px-2">
        <TimeLine row={row} axis={axis} />
      </div>
    </div>
  );
}

/** What the words beside it say, to scale. */
function TimeLine({ row: { event, startMs, endMs, causeMs }, axis }: { row: TraceRow; axis: TimeAxis }) {
  const percent = (place: number) => `${(100 * place).toFixed(3)}%`;
  const start = axis.placeOf(startMs);
  const end = axis.placeOf(endMs);
  const cause = axis.placeOf(causeMs ?? startMs);
  return (
    <div aria-hidden className="relative h-4 border-x border-line">
      {cause !== start && (
        <span
          className="absolute top-1/2 border-t border-dashed border-strong-line"
          style={{ left: percent(Math.min(cause, start)), width: percent(Math.abs(start - cause)) }}
        />
      )}
      <span
        className={`absolute top-1 h-2 min-w-2 rounded-full ${EVENT_TONES[event.type]}`}
        style={{ left: `min(${percent(start)}, calc(100% - 0.5rem))`, width: percent(end - start) }}
      />
    </div>
  );
}
