import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function LineageStartPage() {
  return <PageHeading title={text.lineage.title} />;
}
