import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function HomePage() {
  return <PageHeading title={text.home.title} />;
}
