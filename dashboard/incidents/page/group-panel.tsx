import { formatCount } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { Panel } from '../../ui/panel.tsx';
import { IncidentRow } from '../rows/incident-row.tsx';
import type { IncidentWholeFragment } from './incident-page.generated.ts';

const words = incidentText.page;

/** What has the same origin: the root of a member, the members of a root. */
export function GroupPanel({ incident }: { incident: IncidentWholeFragment }) {
  const { root, members, affected } = incident;
  if (root) {
    return (
      <Panel title={words.wasPart} isFlush>
        <ul>
          <IncidentRow incident={root} />
        </ul>
      </Panel>
    );
  }
  if (members.edges.length === 0) return null;
  const all = members.edges.map(({ node }) => node);
  const open = all.filter(({ status }) => status !== 'RESOLVED');
  const over = all.filter(({ status }) => status === 'RESOLVED').reverse();
  return (
    <Panel title={words.affectedCount(formatCount(affected.totalCount))} isFlush>
      <ul aria-label={words.affected}>
        {[...open, ...over].map((member) => (
          <IncidentRow key={member.id} incident={member} isMember />
        ))}
      </ul>
      {members.pageInfo.hasNextPage && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{words.affectedMore}</p>
      )}
    </Panel>
  );
}
