/** How the marker of an unfinished card begins, whatever version of Nixberry wrote it. */
export const MARKER_START = 'NIXBERRY-UNFINISHED ';

/** The marker's first line; nothing that a Pi, a BIOS or a kernel takes for a partition table. */
export const UNFINISHED_MARKER = `${MARKER_START}1\n`;
