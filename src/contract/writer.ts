export * from '../core/flash/protocol.ts';
export * from '../core/flash/protocol-commands.ts';
export * from '../core/flash/protocol-events.ts';
export * from '../core/flash/protocol-target.ts';
export * from '../core/flash/protocol-wrong-block.ts';

/**
 * The bytes between the unprivileged side and the writer. Down, on stdin: frames, each
 * [kind: 1 byte][length: 4 bytes, little endian][payload]. Up, on stdout: one JSON event a line.
 */
export const FRAME = {
  header: 0x48,
  data: 0x44,
  skip: 0x53,
  end: 0x45,
  commit: 0x43,
  cancel: 0x58,
  block: 0x42,
  rewrite: 0x52,
} as const;
export const FRAME_HEAD_BYTES = 5;
/** Room for the overlays of as many targets as there may be. */
export const MAX_JSON_BYTES = 4 << 20;
