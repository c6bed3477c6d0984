import { AlertTriangle } from 'lucide-react';

import { type Issue, sentence } from '../../change/model/problems.ts';
import { changeSetText } from '../../text/change-set-text.ts';

/** What the requester may not have meant, for whoever decides; nothing if there is nothing. */
export function RequestWarnings({ warnings }: { warnings: readonly Issue[] }) {
  if (warnings.length === 0) return null;
  const words = changeSetText.warnings;
  const sentences = [...new Set(warnings.map((warning) => sentence(warning)))];
  return (
    <div className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
      <AlertTriangle aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 break-words">
        <p className="font-medium">
          {words.title} <span className="font-normal">{words.hint}</span>
        </p>
        <ul className="list-disc pl-4">
          {sentences.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
