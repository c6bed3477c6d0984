import { useNavigate, useSearch } from '@tanstack/react-router';

import { EventList } from '../../events/event-list.tsx';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { eventFilterOf, type HomeSearch } from '../home-search.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { EntityFilter } from './entity-filter.tsx';

type Filters = { [K in keyof HomeSearch]: HomeSearch[K] | undefined };

/** More are drawn when one asks. */
const DRAWN = 25;

/** What is happening, of which kind one chooses. */
export function EventsPanel() {
  const search = useSearch({ from: '/' });
  const navigate = useNavigate();
  const words = text.home;
  const filter = eventFilterOf(search);
  const change = (changes: Filters) => {
    void navigate({ to: '/', search: { ...search, ...changes }, replace: true, resetScroll: false });
  };
  return (
    <Panel title={words.happening} isFlush>
      <div
        role="group"
        aria-label={words.filters}
        className="flex flex-wrap items-center gap-2 px-4 pb-2"
        data-print="no"
      >
        <ChoiceMenu
          label={words.types}
          options={text.eventTypes}
          chosen={search.types}
          onChoose={(types) => {
            change({ types });
          }}
        />
        <ChoiceMenu
          label={words.tiers}
          options={text.tiers}
          chosen={search.tiers}
          onChoose={(tiers) => {
            change({ tiers });
          }}
        />
        <ChoiceMenu
          label={words.sources}
          options={text.sources}
          chosen={search.sources}
          onChoose={(sources) => {
            change({ sources });
          }}
        />
        <EntityFilter
          value={search.entity}
          onChoose={(entity) => {
            change({ entity });
          }}
        />
        {Object.keys(filter).length > 0 && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              change({ types: undefined, tiers: undefined, sources: undefined, entity: undefined });
            }}
          >
            {words.clear}
          </Button>
        )}
        <label className="flex min-h-7 items-center gap-1.5 text-xs sm:ml-auto" title={words.followHint}>
          <input
            type="checkbox"
            className="accent-accent"
            checked={search.follow ?? false}
            onChange={({ target }) => {
              change({ follow: target.checked || undefined });
            }}
          />
          {words.follow}
        </label>
      </div>
      <EventList filter={filter} isFollowing={search.follow ?? false} drawn={DRAWN} />
    </Panel>
  );
}
