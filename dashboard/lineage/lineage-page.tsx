import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function LineagePage() {
  return <PageHeading title={text.lineage.title} />;
}
