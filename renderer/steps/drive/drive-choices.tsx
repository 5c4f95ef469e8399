import { File, HardDrive, Lock, MemoryStick, Usb, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { VirtualCard, WindowDrive } from '../../../src/contract/window/drives.ts';
import type { Words } from '../../../src/words/words.ts';
import type { CardChoice } from '../../ui/choice-cards.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ContentBar } from './content-bar.tsx';
import { driveDetail, refusalWords } from './drive-words.ts';
import { LookAtIt, hasLook } from './look-at-it.tsx';
import { NowOnIt } from './now-on-it.tsx';

/** A drive as a row to choose. */
export function driveChoice(
  drive: WindowDrive,
  words: Words,
  imageBytes: number | null,
  onAllowLarge: () => void,
): CardChoice<string> {
  const { t, bytes } = words;
  const refusal = refusalWords(drive, words);
  const isHeld = drive.verdict.refusals.length === 0 && drive.verdict.heldAsLarge;
  return {
    id: drive.id,
    title: drive.name,
    detail: driveDetail(drive, words),
    figure: <Icon of={iconOf(drive)} size="large" />,
    aside: drive.bytes === 0 ? undefined : <Size text={bytes(drive.bytes)} />,
    isRefused: refusal !== null,
    action: isHeld ? (
      <Link onPress={onAllowLarge}>{t('window.drive.allow-large')}</Link>
    ) : refusal === null && hasLook(drive) ? (
      <LookAtIt drive={drive} />
    ) : undefined,
    children: (
      <>
        <ContentBar drive={drive} />
        <span className="block">
          <NowOnIt drive={drive} words={words} />
        </span>
        {drive.verdict.warnings
          .filter(({ code }) => code !== 'has-data' && code !== 'large')
          .map(({ code, facts }) => (
            <span key={`${code} ${JSON.stringify(facts)}`} className="mt-1 block">
              <Tag tone="warn">{t(`warning.${code}`, facts)}</Tag>
            </span>
          ))}
        <span className="mt-1 block">
          {refusal === null ? (
            <Tag tone="ok">{t('window.drive.can', { size: imageBytes === null ? null : bytes(imageBytes) })}</Tag>
          ) : isHeld ? (
            <Tag tone="warn">{refusal}</Tag>
          ) : (
            <Tag tone="plain" icon={Lock}>
              {refusal}
            </Tag>
          )}
        </span>
      </>
    ),
  };
}

/** A virtual card as a row to choose: marked as one in its name. */
export function cardChoice({ id, name, shown, bytes: size, exists }: VirtualCard, words: Words): CardChoice<string> {
  const { t, bytes } = words;
  return {
    id,
    title: t('window.drive.card-name', { name }),
    detail: t('window.drive.card-detail'),
    figure: <Icon of={File} size="large" />,
    aside: size === null ? undefined : <Size text={bytes(size)} />,
    children: (
      <>
        <span className="block break-all">{t('window.drive.card-at', { path: shown })}</span>
        <span className="mt-1 block">
          <Tag tone={exists ? 'warn' : 'ok'}>{t(exists ? 'window.drive.card-exists' : 'window.drive.card-new')}</Tag>
        </span>
      </>
    ),
  };
}

/** A size, large, its unit small. */
function Size({ text }: { readonly text: string }): ReactNode {
  const at = text.lastIndexOf('\u00a0');
  return (
    <span className="text-[1.375rem]/7 tabular-nums">
      {at < 0 ? text : text.slice(0, at)}{' '}
      {at >= 0 && <span className="text-small text-text-2">{text.slice(at + 1)}</span>}
    </span>
  );
}

function iconOf({ bus, removable }: WindowDrive): LucideIcon {
  switch (bus) {
    case 'sd':
    case 'mmc':
      return MemoryStick;
    case 'usb':
    case 'usbboot':
      return removable ? Usb : HardDrive;
    case 'nvme':
    case 'sata':
    case 'scsi':
    case 'virtio':
    case 'loop':
    case 'virtual':
    case 'unknown':
      return HardDrive;
  }
}
