import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function AdministrationPage() {
  return <PageHeading title={text.administration.title} />;
}
