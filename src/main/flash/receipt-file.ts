import { writeFile } from 'node:fs/promises';
import type { FlashTopic } from '../../contract/window/flash.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../../node/errno.ts';
import type { Words } from '../../words/words.ts';
import { receiptOf, receiptText } from './receipt.ts';

/** Writes a receipt where a person said: as JSON when the name says so, else in words. Throws AppError `receipt-failed`. */
export async function writeReceipt(path: string, topic: FlashTopic, words: Words): Promise<void> {
  const text = path.endsWith('.json') ? `${JSON.stringify(receiptOf(topic), null, 2)}\n` : receiptText(topic, words);
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new AppError('receipt-failed', { file: path, detail: errnoOf(error) ?? String(error) }, { cause: error });
  }
}
