import { formatCount } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { compareCauses, compareIncidentTiers, incidentHeadline } from './incident-comparison.ts';
import { IncidentExamples } from './incident-examples.tsx';
import { IncidentTable } from './incident-table.tsx';
import type { SimulatedIncidentsFragment } from './simulation.generated.ts';

export interface IncidentResultProps {
  incidents: SimulatedIncidentsFragment;
  /** What is said above already. */
  headline: string;
}

/** Which incidents there would have been, and what is not known of them. */
export function IncidentResult({ incidents, headline }: IncidentResultProps) {
  const words = simulationText.incidents;
  const { recordedCount, inForce, added, noLongerOpened, notes } = incidents;
  const causes = compareCauses(incidents);
  const sentence = incidentHeadline(incidents);
  return (
    <>
      <Panel title={words.title} isFlush>
        {sentence !== headline && <p className="px-4 py-2.5">{sentence}</p>}
        {causes.length > 0 && (
          <>
            <IncidentTable title={words.cause} lines={causes} nameOf={(cause) => incidentText.causes[cause]} />
            <IncidentTable
              title={words.tier}
              lines={compareIncidentTiers(incidents)}
              nameOf={(tier) => text.tiers[tier]}
            />
          </>
        )}
        <ul className="flex flex-col gap-1 border-t border-line px-4 py-2 text-xs text-muted">
          {recordedCount !== inForce.opened && (
            <li>{words.misfit(formatCount(recordedCount), formatCount(inForce.opened))}</li>
          )}
          {notes.map((note) => (
            <li key={note.kind}>{note.text}</li>
          ))}
          <li>{words.note}</li>
        </ul>
      </Panel>
      <IncidentExamples title={words.added} difference={added} />
      <IncidentExamples title={words.noLonger} difference={noLongerOpened} />
    </>
  );
}
