import type { DrivesTopic } from '../../../src/contract/window/drives.ts';
import { useTopic } from '../../bridge/topics.ts';
import { startFlash, stopFlash, useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { hasBegun, isRunning } from '../../jobs/flash-ends.ts';
import { useImageOfWay } from '../../jobs/image-of-way.ts';
import { missingFor } from '../../jobs/missing.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction } from '../step.ts';

/** Next asks main to write; while a card is being written it leads to that page. */
export function useDriveNext(): FooterAction {
  const { t } = useWords();
  const { goTo } = useWizard();
  const drives = useTopic('drives');
  const flash = useTopic('flash');
  const image = useImageOfWay();
  const secrets = useTopic('secrets');
  const { isStarting } = useFlashDeeds();
  if (isRunning(flash) && hasBegun(flash)) return { hint: t('window.drive.busy'), onPress: () => goTo('write') };
  const chosen = drives?.chosen ?? [];
  const lack = lackOf(image !== null, chosen.length > 0, missingFor(image, secrets) !== null);
  const asks = drives !== null && willAsk(drives);
  return {
    label: t(asks ? 'window.drive.write' : 'window.drive.write-card'),
    hint: t(asks ? 'window.drive.hint-asked' : 'window.drive.hint-new'),
    refusal: lack && t(lack),
    isBusy: isStarting || isRunning(flash),
    onPress: () => void (image && startFlash(image.id, chosen)),
  };
}

/** Back; while nothing is written yet, the way to give it up: getting ready may wait for a password, or for a slow source. */
export function useDriveBack(): FooterAction {
  const { t } = useWords();
  const flash = useTopic('flash');
  const isToCome = flash?.state === 'preparing' || flash?.state === 'asking';
  return isToCome ? { label: t('window.ui.cancel'), onPress: () => void stopFlash() } : {};
}

/** What has to be there first, the first of it. */
export function lackOf(
  hasImage: boolean,
  hasDrive: boolean,
  lacksSecrets: boolean,
): `window.drive.lack.${'image' | 'drive' | 'secrets'}` | null {
  if (!hasImage) return 'window.drive.lack.image';
  if (lacksSecrets) return 'window.drive.lack.secrets';
  return hasDrive ? null : 'window.drive.lack.drive';
}

/** A new file takes nothing from anybody. */
function willAsk({ chosen, cards }: DrivesTopic): boolean {
  return chosen.length === 0 || chosen.some((id) => cards.find((card) => card.id === id)?.exists !== false);
}
