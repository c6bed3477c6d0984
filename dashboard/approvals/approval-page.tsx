import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function ApprovalPage() {
  return <PageHeading title={text.approvals.title} />;
}
