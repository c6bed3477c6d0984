import type { EntitiesQuery } from '../entities-query.ts';
import type { EntityListState } from './entity-list-state.ts';
import type { EntityPages } from './entity-pages.ts';
import {
  type Anchor,
  appendPage,
  countRows,
  type EntityWindow,
  nearestAnchor,
  nextHop,
  nextStep,
  openWindow,
  PAGE,
  prependPage,
  type Range,
} from './entity-window.ts';
import type { EntityRow } from './live-rows.ts';

export interface Filling {
  pages: EntityPages;
  query: EntitiesQuery;
  /** The rows that are seen now. */
  view: () => Range;
  state: () => Pick<EntityListState, 'window' | 'total'>;
  set: (changes: Partial<Pick<EntityListState, 'window' | 'total'>>) => void;
}

/** How long a distant view rests before the way to it is taken: a scroll bar that is dragged passes many. */
const REST_MS = 120;

/** Asks for pages, one after the other, until nothing is missing for the view, which may change meanwhile. */
export async function fillView(filling: Filling, signal: AbortSignal): Promise<void> {
  const { pages, query } = filling;
  const anchors: Anchor[] = [];
  /** Where the view has come to rest. */
  let restingAt: number | undefined;
  for (;;) {
    const { window, total } = filling.state();
    if (!window || signal.aborted) return;
    const count = countRows(window, total);
    const step = nextStep(window, count, filling.view());
    switch (step?.kind) {
      case undefined:
        return;
      case 'append': {
        const page = await pages.page(query, { first: PAGE, after: step.after });
        setWindow((current) => appendPage(current, page));
        break;
      }
      case 'prepend': {
        const page = await pages.page(query, { last: PAGE, before: step.before });
        setWindow((current) => prependPage(current, page));
        break;
      }
      case 'jump':
        if (await hasRested()) await approach(step.row, window, count);
    }
  }

  /** What has happened to the rows while a page was on its way stays. */
  function setWindow(change: (current: EntityWindow<EntityRow>) => EntityWindow<EntityRow>): void {
    const { window } = filling.state();
    if (window && !signal.aborted) filling.set({ window: change(window) });
  }

  /** One hop towards a row, from the nearest place that is known. */
  async function approach(row: number, window: EntityWindow<EntityRow>, count: number): Promise<void> {
    const held = window.rows.flatMap(({ cursor }, index): readonly Anchor[] => {
      const isEdge = index === 0 || index === window.rows.length - 1;
      return isEdge ? [{ row: window.first + index, cursor }] : [];
    });
    const anchor = nearestAnchor([...anchors, ...held], row - 1, count);
    const hop = nextHop(anchor, row);
    if (hop.kind === 'arrive') {
      const page = await pages.page(query, { first: PAGE, ...(hop.after !== undefined && { after: hop.after }) });
      if (page.rows.length > 0 || row === 0) setWindow(() => openWindow(row, page));
      else shorten(row);
      return;
    }
    const isForward = hop.kind === 'forward';
    const cursors = await pages.cursors(
      query,
      isForward ? { first: hop.count, after: hop.after } : { last: hop.count, before: hop.before },
    );
    if (cursors.length < hop.count) {
      shorten(isForward ? anchor.row + 1 + cursors.length : count - (hop.count - cursors.length));
      return;
    }
    anchors.push({
      row: isForward ? anchor.row + hop.count : anchor.row - hop.count,
      cursor: isForward ? cursors.at(-1) : cursors[0],
    });
  }

  /** There are fewer rows than were thought: where those that are known are is not certain either. */
  function shorten(total: number): void {
    anchors.length = 0;
    if (!signal.aborted) filling.set({ total });
  }

  async function hasRested(): Promise<boolean> {
    const { start } = filling.view();
    if (start === restingAt) return true;
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const isResting = filling.view().start === start;
    restingAt = isResting ? start : undefined;
    return isResting;
  }
}
