import type { CombinedError } from 'urql';

import { errorCodeOf } from '../graph/error-code.ts';
import { datasetsText } from '../text/datasets.ts';
import { ErrorNote } from '../ui/notes.tsx';

/** Why the warehouse could not be asked, and what to do. */
export function WarehouseProblem({ error, onRetry }: { error: CombinedError; onRetry: () => void }) {
  const isAway = errorCodeOf(error) === 'WAREHOUSE_UNAVAILABLE';
  return <ErrorNote error={error} onRetry={onRetry} {...(isAway && { advice: datasetsText.warehouseAway })} />;
}
