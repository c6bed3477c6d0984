import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function ExplorePage() {
  return <PageHeading title={text.explore.title} />;
}
