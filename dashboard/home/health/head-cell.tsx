import type { ReactNode } from 'react';

/** The heading of a column. */
export function HeadCell({ children, isNumber = false }: { children: ReactNode; isNumber?: boolean }) {
  return (
    <th scope="col" className={`px-3 py-1.5 font-medium first:pl-4 last:pr-4 ${isNumber ? 'text-right' : 'text-left'}`}>
      {children}
    </th>
  );
}
