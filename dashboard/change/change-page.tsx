import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function ChangePage() {
  return <PageHeading title={text.change.propose} />;
}
