import { ChevronDown, ChevronUp, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Input, Select } from '../ui/field.tsx';
import { Segments } from '../ui/inputs/segments.tsx';
import type { VisibleGraph } from './graph/visible-graph.ts';
import { type LineageSearch, type LineageView, MAX_DEPTH } from './lineage-search.ts';

const DEPTHS = Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => depth);
const VIEWS = [
  ['picture', text.lineage.picture],
  ['list', text.lineage.list],
] as const;

export interface LineageToolbarProps {
  search: LineageSearch;
  view: LineageView;
  graph: VisibleGraph | undefined;
  matchCount: number;
  /** Which match is shown, from 1; 0: none. */
  matchPlace: number;
  onChange: (part: Partial<LineageSearch>) => void;
  onFind: (words: string) => void;
  onMatch: (place: number) => void;
}

/** How the graph is shown, how far it reaches, and the search in it. */
export function LineageToolbar({ search, view, graph, onChange, ...find }: LineageToolbarProps) {
  const words = text.lineage;
  const isChanged = [search.opened, search.closed, search.up, search.down].some((each) => each !== undefined);
  return (
    <div className="mb-2 flex flex-wrap items-end gap-x-3 gap-y-2 sm:items-center" data-print="no">
      <Segments
        label={words.view}
        value={view}
        options={VIEWS}
        onChoose={(chosen: LineageView) => {
          onChange({ view: chosen });
        }}
      />
      <Depth
        label={words.upstream}
        depth={search.up ?? 1}
        onChoose={(up) => {
          onChange({ up, opened: undefined, closed: undefined });
        }}
      />
      <Depth
        label={words.downstream}
        depth={search.down ?? 1}
        onChoose={(down) => {
          onChange({ down, opened: undefined, closed: undefined });
        }}
      />
      {view === 'picture' && (
        <Check
          label={words.columns}
          isChecked={search.columns === true}
          onChange={(isChecked) => {
            onChange({ columns: isChecked || undefined });
          }}
        />
      )}
      <Check
        label={words.hideSources}
        hint={words.hideSourcesHint}
        isChecked={search.hideSources === true}
        onChange={(isChecked) => {
          onChange({ hideSources: isChecked || undefined });
        }}
      />
      <Find words={search.find ?? ''} {...find} />
      <Button
        kind="quiet"
        size="small"
        aria-disabled={!isChanged}
        onClick={() => {
          if (isChanged) onChange({ opened: undefined, closed: undefined, up: undefined, down: undefined });
        }}
      >
        <RotateCcw aria-hidden size={14} />
        {words.reset}
      </Button>
      {graph && (
        <p role="status" className="ml-auto text-xs text-muted tabular-nums">
          {words.counts(graph.nodes.size, graph.edges.length, graph.hiddenSourceCount)}
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  label: string;
  hint?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

function Check({ label, hint, isChecked, onChange }: CheckProps) {
  return (
    <label title={hint} className="flex min-h-8 items-center gap-1.5 text-sm">
      <input
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={isChecked}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      {label}
    </label>
  );
}

function Depth({ label, depth, onChoose }: { label: string; depth: number; onChoose: (depth: number) => void }) {
  const id = useId();
  return (
    <span className="flex flex-col sm:flex-row sm:items-center sm:gap-1.5">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <Select
        id={id}
        className="w-auto"
        value={depth}
        onChange={({ target }) => {
          onChoose(Number(target.value));
        }}
      >
        {DEPTHS.map((each) => (
          <option key={each} value={each}>
            {text.lineage.steps(each)}
          </option>
        ))}
      </Select>
    </span>
  );
}

interface FindProps extends Pick<LineageToolbarProps, 'matchCount' | 'matchPlace' | 'onFind' | 'onMatch'> {
  words: string;
}

function Find({ words: found, matchCount, matchPlace, onFind, onMatch }: FindProps) {
  const [typed, setTyped] = useState(found);
  const words = text.lineage;
  const go = (by: 1 | -1) => {
    if (matchCount > 0)
      onMatch((((matchPlace === 0 && by < 0 ? 0 : matchPlace - 1) + by + matchCount) % matchCount) + 1);
  };
  return (
    <form
      role="search"
      aria-label={words.find}
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        go(1);
      }}
    >
      <Input
        type="search"
        className="w-44"
        aria-label={words.find}
        placeholder={words.find}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          onFind(target.value);
        }}
      />
      {typed.trim() !== '' && (
        <>
          <span role="status" className="min-w-14 text-center text-xs text-muted tabular-nums">
            {words.matches(matchPlace, matchCount)}
          </span>
          <Button
            kind="quiet"
            size="small"
            aria-label={words.previousMatch}
            onClick={() => {
              go(-1);
            }}
          >
            <ChevronUp aria-hidden size={15} />
          </Button>
          <Button kind="quiet" size="small" type="submit" aria-label={words.nextMatch}>
            <ChevronDown aria-hidden size={15} />
          </Button>
        </>
      )}
    </form>
  );
}
