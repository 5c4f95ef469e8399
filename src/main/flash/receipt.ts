import type { FlashTarget, FlashTopic } from '../../contract/window/flash.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import type { Facts } from '../../core/errors/app-error.ts';
import type { Verified } from '../../core/flash/protocol-events.ts';
import type { MessageKey, Words } from '../../words/words.ts';

/** What was written where, for keeping. No secrets: what of a seed is told is that there was one. Sizes in bytes, times in ms. */
export interface Receipt {
  readonly format: 1;
  readonly startedAt: string;
  readonly image: FlashTopic['image'];
  /** Of the decoded image. */
  readonly sha256: string | null;
  readonly cards: readonly {
    readonly name: string;
    readonly bytes: number | null;
    readonly serial: string | null;
    readonly result: 'done' | 'failed' | 'cancelled' | null;
    readonly error: string | null;
    /** Of what is on the card: the image with its seed. */
    readonly sha256: string | null;
    readonly writtenBytes: number | null;
    /** Where the block begins that had come back wrong and was written a second time. */
    readonly rewritten: number | null;
    readonly verified: Verified | null;
    readonly ms: number | null;
    readonly hostKeyFingerprint: string | null;
  }[];
}

export function receiptOf({ startedAt, image, sha256, targets }: FlashTopic): Receipt {
  return { format: 1, startedAt, image, sha256, cards: targets.map(cardOf) };
}

/** The same in words. */
export function receiptText(topic: FlashTopic, { t, bytes, duration, day, clock }: Words): string {
  const { image, startedAt, sha256, cards } = receiptOf(topic);
  const line = (key: MessageKey, facts: Facts): string => t(key, facts);
  const lines = [
    line('window.receipt.title', {}),
    line('window.receipt.when', { day: day(startedAt), clock: clock(startedAt) }),
    line('window.receipt.image', { name: image.name, nixos: image.nixos }),
    ...(sha256 === null ? [] : [line('window.receipt.sha256', { sha256 })]),
    ...cards.flatMap((card) => [
      '',
      line('window.receipt.card', {
        name: card.name,
        size: card.bytes === null ? null : bytes(card.bytes),
        serial: card.serial,
      }),
      line('window.receipt.result', { result: card.result, error: card.error, verified: card.verified }),
      ...(card.writtenBytes === null || card.ms === null
        ? []
        : [line('window.receipt.written', { size: bytes(card.writtenBytes), time: duration(card.ms) })]),
      ...(card.rewritten === null ? [] : [line('window.receipt.rewritten', { offset: card.rewritten })]),
      ...(card.sha256 === null ? [] : [line('window.receipt.card-sha256', { sha256: card.sha256 })]),
      ...(card.hostKeyFingerprint === null
        ? []
        : [line('window.receipt.host-key', { fingerprint: card.hostKeyFingerprint })]),
    ]),
  ];
  return `${lines.map(sanitizeForDisplay).join('\n')}\n`;
}

function cardOf({ name, drive, outcome, hostKey }: FlashTarget): Receipt['cards'][number] {
  const done = outcome?.kind === 'done' ? outcome : null;
  return {
    name,
    bytes: drive?.bytes ?? null,
    serial: drive?.serial ?? null,
    result: outcome?.kind ?? null,
    error: outcome?.kind === 'failed' ? outcome.code : null,
    sha256: done?.sha256 ?? null,
    writtenBytes: done?.writtenBytes ?? null,
    rewritten: done?.rewritten ?? null,
    verified: done?.verified ?? null,
    ms: done?.ms.total ?? null,
    hostKeyFingerprint: done && (hostKey?.fingerprint ?? null),
  };
}
