import { FeedView } from '../live/feed-view.tsx';
import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import type { EventListFilter } from './event-filter.ts';
import type { EventLineFragment } from './event-line.generated.ts';
import { EventRow } from './event-row.tsx';
import { eventSentence, sentenceText } from './event-sentence.ts';
import { useEventFeed } from './use-event-feed.ts';

export interface EventListProps {
  filter: EventListFilter;
  /** Whether new ones are shown at once while nobody is in the list. Default: they wait. */
  isFollowing?: boolean;
  /** How many are drawn until one asks for more. */
  drawn?: number;
}

/** Events as they happen, newest first; to be put into a flush `Panel`. */
export function EventList({ filter, isFollowing = false, drawn }: EventListProps) {
  const feed = useEventFeed(filter);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <FeedView
      // Another filter is another list.
      key={JSON.stringify(filter)}
      feed={feed}
      isFollowing={isFollowing}
      {...(drawn !== undefined && { drawn })}
      label={text.events.list}
      describe={describe}
      renderItem={renderItem}
      empty={
        <EmptyNote title={isFiltered ? text.events.emptyFiltered : text.events.empty}>
          {isFiltered ? text.events.emptyFilteredHint : text.events.emptyHint}
        </EmptyNote>
      }
      end={isFiltered ? text.events.endFiltered : text.events.end}
    />
  );
}

const describe = (event: EventLineFragment) => sentenceText(eventSentence(event));
const renderItem = (event: EventLineFragment) => <EventRow key={event.cursor} event={event} />;
