import { policyText } from '../../text/policy.ts';
import { Panel } from '../../ui/panel.tsx';
import { NAME_OF_TIER } from '../model/figures.ts';
import { sayWindow } from '../model/window-words.ts';
import type { PolicyInForceFragment } from '../policy.generated.ts';

/** When no incidents are opened, in words. */
export function WindowsPanel({ policy }: { policy: PolicyInForceFragment }) {
  const words = policyText.windows;
  const { timeZone, exclusionWindows } = policy;
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-3">
        <p className="text-muted">{words.explained}</p>
        {exclusionWindows.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {exclusionWindows.map(({ tiers, ...window }, index) => (
              <li key={index} className="border-l-2 border-accent pl-3">
                <p className="font-medium [overflow-wrap:anywhere]">{window.name}</p>
                <p className="text-muted">
                  {sayWindow({ ...window, tiers: tiers?.map((tier) => NAME_OF_TIER[tier]) })}
                </p>
              </li>
            ))}
          </ul>
        )}
        <dl className="flex flex-wrap gap-x-2">
          <dt className="text-muted">{words.timeZone}</dt>
          <dd className="font-medium">{timeZone}</dd>
          <dd className="basis-full text-xs text-muted">{words.timeZoneHint}</dd>
        </dl>
      </div>
    </Panel>
  );
}
