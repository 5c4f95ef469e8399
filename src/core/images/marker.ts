/** How the marker of an unfinished card begins, whatever version of Nixberry wrote it. */
export const MARKER_START = 'NIXBERRY-UNFINISHED ';

/** The marker's first line; nothing that a Pi, a BIOS or a kernel takes for a partition table. */
export const UNFINISHED_MARKER = `${MARKER_START}1\n`;

/** All that the marker says, for whoever looks at the card: ASCII, shorter than a sector. */
export function markerText(startedAt: string, job: string): string {
  return `${UNFINISHED_MARKER}This card is being written by Nixberry, or was when it was interrupted. It cannot start a computer.\nstarted ${startedAt}\njob ${job}\n`;
}

/** What a marker says, of the text at a card's start; null where it begins in another way. Each field null where it is none. */
export function parseMarker(text: string): { readonly startedAt: string | null; readonly job: string | null } | null {
  if (!text.startsWith(MARKER_START)) return null;
  const startedAt = /^started (\d{4}-[\d-]{5}T[\d:.]{5,16}Z)$/m.exec(text)?.[1] ?? null;
  const job = /^job ([\w-]{1,64})$/m.exec(text)?.[1] ?? null;
  return { startedAt, job };
}
