import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function PolicyPage() {
  return <PageHeading title={text.policy.title} />;
}
