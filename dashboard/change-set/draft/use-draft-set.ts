import { useState } from 'react';

import { useViewer } from '../../app/app-context.ts';
import { draftKey } from '../../change/model/draft-key.ts';
import { type DraftSet, keepDraftSet, readDraftSet } from './draft-set.ts';

export interface DraftSetState {
  set: DraftSet;
  /** @returns whether the tab could keep it */
  put: (set: DraftSet) => boolean;
}

/** The change set that the viewer puts together in this tab. */
export function useDraftSet(): DraftSetState {
  const key = draftKey(useViewer(), 'CHANGE_SET');
  const [set, setSet] = useState(() => readDraftSet(sessionStorage, key));
  return {
    set,
    put: (next) => {
      const isKept = keepDraftSet(sessionStorage, key, next);
      setSet(next);
      return isKept;
    },
  };
}
