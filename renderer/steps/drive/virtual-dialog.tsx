import { useState, type ReactNode } from 'react';
import { CARD_SIZES_BYTES, type CardSize } from '../../../src/contract/window/drives.ts';
import { call } from '../../bridge/call.ts';
import { chooseDrives } from '../../jobs/flash-deeds.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { useErrorWords, type ErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import type { QuestionProps } from './large-dialog.tsx';

const IMAGE = 'image';

/** Asks for the size of a virtual card, then main asks for its place. The new card is chosen. */
export function VirtualDialog({ isOpen, onClose }: QuestionProps): ReactNode {
  const { t, bytes } = useWords();
  const errorWords = useErrorWords();
  const [size, setSize] = useState<string>(IMAGE);
  const [failure, setFailure] = useState<ErrorWords | null>(null);
  const choices = [
    { id: IMAGE, text: t('window.drive.virtual.size-image') },
    ...CARD_SIZES_BYTES.map((one) => ({ id: String(one), text: bytes(one) })),
  ];
  const add = async (): Promise<void> => {
    setFailure(null);
    try {
      const card = await call('drives.addVirtual', { bytes: sizeOf(size) });
      if (card === null) return;
      onClose();
      await chooseDrives([card.id]);
    } catch (error) {
      setFailure(errorWords(error));
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('window.drive.virtual.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('window.ui.cancel')}</Button>
          <Button variant="primary" onPress={() => void add()}>
            {t('window.drive.virtual.go')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('window.drive.virtual.text')}</p>
        <Select label={t('window.drive.virtual.size')} choices={choices} value={size} onChange={setSize} />
        {failure && (
          <Banner tone="danger" title={failure.message}>
            {failure.next}
          </Banner>
        )}
      </div>
    </Dialog>
  );
}

function sizeOf(id: string): CardSize | null {
  return CARD_SIZES_BYTES.find((size) => String(size) === id) ?? null;
}
