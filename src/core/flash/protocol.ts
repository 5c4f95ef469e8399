/**
 * What the unprivileged side and the writer, which may run as root, say to each other; `contract/writer.ts` has the
 * bytes. Down: header, data, end, commit. Up: one event a line.
 *
 * One session, one authorisation, any number of passes: a pass is header, data ..., end; the writer answers `received`
 * with the SHA-256 of what reached it; then commit (or cancel). It ends with one `result` for each target and `pass-end`.
 * The end of stdin between passes ends the writer; within a pass it aborts it. Between passes a drive can be looked at
 * (*read*), let go of (*release*), and what was written here be marked as unfinished again (*withdraw*); each is answered by
 * one event.
 *
 * A block that comes back wrong while a target is verified is asked for (`wrong-block`), and answered by *block*; whether to
 * write it once more is asked next (`ask-rewrite`), and answered by *rewrite*. The target waits, the others go on.
 */
export const PROTOCOL_VERSION = 1;

/** The most that one data frame carries: large, since each costs some system calls. */
export const MAX_DATA_BYTES = 4 << 20;
/** The most that one *read* may bring back: enough for a FAT's file system tables and a few small files. */
export const MAX_READ_BYTES = 16 << 20;
/** All reads of a session together: a few looks at each card, not a copy of it. */
export const MAX_SESSION_READ_BYTES = 4 * MAX_READ_BYTES;
export const MAX_TARGETS = 12;
