import type { ReactNode } from 'react';
import type { VirtualCard } from '../../../src/contract/window/drives.ts';
import type { FlashQuestion, FlashTopic } from '../../../src/contract/window/flash.ts';
import type { Words } from '../../../src/words/words.ts';
import { useTopic } from '../../bridge/topics.ts';
import { Code } from '../../ui/code.tsx';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { NowOnItInParts } from './now-on-it.tsx';

export interface QuestionFactsProps {
  readonly question: FlashQuestion;
  readonly image: FlashTopic['image'];
}

/** What would be lost, and what comes in its place. */
export function QuestionFacts({ question: { id, name, drive, warnings }, image }: QuestionFactsProps): ReactNode {
  const words = useWords();
  const { t, bytes } = words;
  const size = image.bytes === null ? null : bytes(image.bytes);
  const will = t('window.drive.image-facts', { name: image.host ?? image.name, nixos: image.nixos, size });
  const card = useTopic('drives')?.cards.find((one) => one.id === id);
  const facts =
    drive === null
      ? fileFacts(name, card, words, image.bytes)
      : [
          { name: t('window.confirm.drive'), value: t('window.drive.named', { name, bus: drive.bus }) },
          { name: t('window.confirm.size'), value: <b className="font-head">{bytes(drive.bytes)}</b> },
          {
            name: t('window.confirm.serial'),
            value: drive.serial === null ? t('window.confirm.no-serial') : <Code text={drive.serial} />,
          },
          // Of two of one model without a serial nothing else says which is which; it may have to be typed, too.
          { name: t('window.confirm.kernel-name'), value: <Code text={drive.kernelName} /> },
          { name: t('window.confirm.now'), value: <NowOnItInParts drive={drive} words={words} /> },
        ];
  return (
    <>
      <Panel>
        <Facts isLined facts={[...facts, { name: t('window.confirm.will'), value: will }]} />
      </Panel>
      {warnings
        .filter(({ code }) => code !== 'has-data')
        .map(({ code, facts: ofWarning }) => (
          <Tag key={`${code} ${JSON.stringify(ofWarning)}`} tone="warn">
            {t(`warning.${code}`, ofWarning)}
          </Tag>
        ))}
    </>
  );
}

/** A file is told from others of its name by where it lies; its length is that of the image, unless it was given one. */
function fileFacts(
  name: string,
  card: VirtualCard | undefined,
  { t, bytes }: Words,
  imageBytes: number | null,
): readonly Fact[] {
  const length = card?.bytes ?? imageBytes;
  return [
    { name: t('window.confirm.file'), value: name },
    ...(card ? [{ name: t('window.confirm.place'), value: <Code text={card.shown} /> }] : []),
    ...(length === null ? [] : [{ name: t('window.confirm.size'), value: bytes(length) }]),
  ];
}
