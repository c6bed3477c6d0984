import { useState } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';

/** Longer ones are cut until one asks for all. */
const LONG = 320;

/** What an entity is, in the words of its owners. */
export function Description({ children }: { children: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = children.length > LONG || children.split('\n').length > 3;
  return (
    <div className="mb-3 max-w-4xl">
      <p
        className={`[overflow-wrap:anywhere] whitespace-pre-line ${isLong && !isWhole ? 'line-clamp-3 print:line-clamp-none' : ''}`}
      >
        {children}
      </p>
      {isLong && (
        <Button
          kind="quiet"
          size="small"
          className="-ml-2"
          aria-expanded={isWhole}
          data-print="no"
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? text.entity.showLess : text.common.showMore}
        </Button>
      )}
    </div>
  );
}
