import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function EntitiesPage() {
  return <PageHeading title={text.entities.title} />;
}
