import { useState, type ReactNode } from 'react';
import type { ChosenImage } from '../../../src/contract/window/images.ts';
import { call } from '../../bridge/call.ts';
import { useImageOfWay } from '../../jobs/image-of-way.ts';
import { useDraft } from '../../state/use-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useErrorWords, type ErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

/** Which image will be written. A Pi's own comes from its build; for an image file another can be chosen here. */
export function ImageLine(): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const image = useImageOfWay();
  const { way } = useDraft();
  const [failure, setFailure] = useState<ErrorWords | null>(null);
  const open = (): void => {
    setFailure(null);
    call('images.openFile').catch((error: unknown) => setFailure(errorWords(error)));
  };
  return (
    <>
      {failure && (
        <Banner tone="danger" title={failure.message}>
          {failure.next}
        </Banner>
      )}
      <Panel>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="text-small text-text-3">{t('window.drive.image')}</span>
          {image === null ? <span>{t('window.drive.image-none')}</span> : <ImageFacts image={image} />}
          {way === 'image' &&
            (image === null ? (
              <Button size="small" onPress={open}>
                {t('window.drive.image-choose')}
              </Button>
            ) : (
              <Link onPress={open}>{t('window.drive.image-other')}</Link>
            ))}
        </div>
      </Panel>
    </>
  );
}

function ImageFacts({ image }: { readonly image: ChosenImage }): ReactNode {
  const { t, bytes } = useWords();
  const { host, name, nixos, seed, needs } = image;
  const size = image.bytes ?? image.givenBytes;
  return (
    <span className="min-w-0 flex-1">
      <span className="break-all">
        {t('window.drive.image-facts', { name: host ?? name, nixos, size: size === null ? null : bytes(size) })}
      </span>
      {seed === 'refuses' && (
        <span className="block">
          <Tag tone="info">{t('window.drive.image-refuses')}</Tag>
        </span>
      )}
      {seed === 'takes' && needs === null && (
        <span className="block">
          <Tag tone="info">{t('window.drive.image-carried')}</Tag>
        </span>
      )}
    </span>
  );
}
