/** What a change does with a line of a file. */
export const LINE_MARKS = ['same', 'added', 'removed'] as const;

export interface FileLine {
  readonly mark: (typeof LINE_MARKS)[number];
  readonly text: string;
}
