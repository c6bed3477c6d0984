import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function TracePage() {
  return <PageHeading title={text.trace.title} />;
}
