import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function EntityPage() {
  return <PageHeading title={text.entities.title} />;
}
