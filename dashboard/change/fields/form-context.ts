import { createContext, use } from 'react';

import type { ProblemAt } from '../model/problems.ts';

export interface FormParts {
  /** The problem to show at a path; undefined also while the field was not touched yet. */
  problemAt: ProblemAt;
  /** From now on the problems of this field are shown. */
  touch: (path: readonly string[]) => void;
}

export const FormContext = createContext<FormParts | undefined>(undefined);

export function useFormParts(): FormParts {
  const parts = use(FormContext);
  if (!parts) throw new Error('there is no form around this field');
  return parts;
}
