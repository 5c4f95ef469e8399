import type { ReactNode } from 'react';

export interface TableColumn {
  readonly id: string;
  readonly title: string;
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
  const cell = 'border-t border-line py-2.5 pr-4 last:pr-0';
  return (
    <table aria-label={label} className="w-full border-collapse text-small">
      <thead>
        <tr>
          {columns.map(({ id, title, align = 'start' }) => (
            <th
              key={id}
              scope="col"
              className={`py-1.5 pr-4 text-note font-text text-text-3 last:pr-0 ${ALIGN[align]}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map(({ id, align = 'start' }, index) =>
              index === 0 ? (
                <th key={id} scope="row" className={`${cell} ${ALIGN[align]} font-label`}>
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
