import { FRAME, FRAME_HEAD_BYTES, type WriterCommand } from '../../contract/writer.ts';

/** The head and the payload of one frame for the writer's stdin; data is not copied. */
export function encodeFrame(command: WriterCommand): readonly [head: Buffer, payload: Uint8Array] {
  const payload = payloadOf(command);
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt8(FRAME[command.type], 0);
  head.writeUInt32LE(payload.byteLength, 1);
  return [head, payload];
}

function payloadOf(command: WriterCommand): Uint8Array {
  switch (command.type) {
    case 'header':
      return Buffer.from(JSON.stringify(command.header));
    case 'commit':
      return Buffer.from(JSON.stringify(command.commit));
    case 'skip':
      return Buffer.from(JSON.stringify(command.skip));
    case 'block':
      return Buffer.from(JSON.stringify(command.block));
    case 'rewrite':
      return Buffer.from(JSON.stringify(command.rewrite));
    case 'data':
      return command.data;
    case 'end':
    case 'cancel':
      return Buffer.alloc(0);
  }
}
