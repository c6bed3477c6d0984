import { FlexRender } from '@tanstack/react-table';

import { classNames } from '../../ui/class-names.ts';
import { COLUMN_LOOKS, isColumnId } from './entity-columns.tsx';
import type { TableRow } from './entity-row.tsx';

/** The cells of a row below their headings. */
export function EntityLine({ row, template }: { row: TableRow; template: string }) {
  return (
    <div role="none" className="grid w-full items-center px-2" style={{ gridTemplateColumns: template }}>
      {row.getVisibleCells().map((cell) => {
        const { id } = cell.column;
        const isNumber = isColumnId(id) && COLUMN_LOOKS[id].isNumber;
        return (
          <div key={cell.id} role="gridcell" className={classNames('flex min-w-0 px-2', isNumber && 'justify-end')}>
            <FlexRender cell={cell} />
          </div>
        );
      })}
    </div>
  );
}
