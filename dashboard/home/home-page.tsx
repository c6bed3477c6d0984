import { EventList } from '../events/event-list.tsx';
import { text } from '../text/text.ts';
import { PageHeading, Panel } from '../ui/panel.tsx';

export function HomePage() {
  return (
    <>
      <PageHeading title={text.home.title} />
      <Panel title={text.home.happening} isFlush>
        <EventList filter={{}} />
      </Panel>
    </>
  );
}
