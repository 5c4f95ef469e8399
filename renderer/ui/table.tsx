import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface TableColumn {
  readonly id: string;
  readonly title: ReactNode;
  /** Of the first column: it takes most of the width, and its cells cut what is longer. */
  readonly takesRoom?: boolean;
  /** `end`: numbers and dates. */
  readonly align?: 'start' | 'end';
}

export interface TableRow {
  readonly id: string;
  /** By the column's id. The first column's cell is the row's heading. */
  readonly cells: Readonly<Record<string, ReactNode>>;
}

export interface TableProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** A plain table for reading. */
export function Table({ label, columns, rows }: TableProps): ReactNode {
  const ALIGN = { start: 'text-start', end: 'text-end whitespace-nowrap' } as const;
  const cell = 'border-t border-line py-1.5 pe-4 last:pe-0';
  return (
    <table aria-label={label} className="w-full border-collapse text-small">
      <thead>
        <tr>
          {columns.map(({ id, title, align = 'start' }) => (
            <th
              key={id}
              scope="col"
              className={`py-1.5 pe-4 text-note font-text text-text-3 last:pe-0 ${ALIGN[align]}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map(({ id, takesRoom = false, align = 'start' }, index) =>
              index === 0 ? (
                <th
                  key={id}
                  scope="row"
                  className={classes(cell, ALIGN[align], 'font-label', takesRoom && 'w-3/5 max-w-0')}
                >
                  {row.cells[id]}
                </th>
              ) : (
                <td key={id} className={`${cell} ${ALIGN[align]} text-text-2`}>
                  {row.cells[id]}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
