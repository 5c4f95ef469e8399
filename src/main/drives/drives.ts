import type { DrivesTopic, VirtualCard } from '../../contract/window/drives.ts';
import type { Drive } from '../../core/drives/drive.ts';
import type { JudgedImage } from '../../core/drives/judge.ts';
import { isVirtual } from '../../core/drives/judge.ts';
import { isOffered } from '../../core/drives/offered.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { Drives as DrivesHere } from '../../node/drives/drives.ts';
import type { Offers } from '../offers.ts';
import { createContents, type Contents } from './contents.ts';
import { driveFacts, isChoosable, verdictOf, type Judging } from './drive-facts.ts';
import { relisted, type OfferedDrive } from './drive-list.ts';
import { createFollower } from './follow-drives.ts';
import type { ContentReader } from './read-contents.ts';
import { createVirtualCards, type CardPlace } from './virtual-cards.ts';

/** What was chosen to be written: as the page calls it, and what it is. */
export type ChosenTarget =
  | { readonly kind: 'drive'; readonly id: string; readonly drive: Drive }
  | ({ readonly kind: 'card'; readonly id: string } & CardPlace);

export interface DriveListOptions {
  readonly offers: Offers;
  readonly drives: Pick<DrivesHere, 'watch'>;
  readonly reader: ContentReader;
  readonly publish: (topic: DrivesTopic) => void;
  /** The image that is to be written. */
  readonly image: () => JudgedImage | null;
  readonly severalAllowed: () => boolean;
  /** A card has been begun with, and is not done. */
  readonly isWriting: () => boolean;
  /** A card is being written, or about to be. */
  readonly isBusy: () => boolean;
  /** Loop devices and the like may be chosen: for those who work on Nixberry itself. */
  readonly allowVirtual: boolean;
}

/** The drives of this computer as the window shows them, and which are chosen. */
export interface DriveList {
  /** Looks for drives until what it returns is called. */
  hold(): () => void;
  /** The page looks at them, or does so no more; it may say so twice. Of a page that goes away, main says it. */
  watch(on: boolean): void;
  allowLarge(allow: boolean): void;
  /** Throws AppError `refused`, `offer-gone`, `too-many-targets`. */
  choose(ids: readonly string[]): void;
  /** Throws AppError `folder-not-found`, `refused`. */
  addCard(path: string, cardBytes: number | null): VirtualCard;
  /** Reads whose card this is, for which the person may be asked. Throws AppError `offer-gone`; how it ends is told. */
  look(id: string): void;
  readonly stopLooking: Contents['stopLooking'];
  /** Ends a look; resolves when nobody is asked for rights any more. Never rejects. */
  readonly close: Contents['close'];
  readonly contentsOf: Contents['of'];
  /** These are being written, or were: what was known of what lies on them is not true any more. */
  written(targets: readonly ChosenTarget[]): void;
  /** What is chosen now. */
  chosen(): readonly ChosenTarget[];
  /** Every drive that is there, shown or not. */
  all(): readonly Drive[];
  readonly permissions: Pick<Judging, 'allowVirtual' | 'allowFixed'>;
  /** Judges and tells again: something else has changed. */
  refresh(): void;
  /** Calls `listener` after each look. What it returns ends that. */
  onLook(listener: (drives: readonly Drive[]) => void): () => void;
}

export function createDriveList(options: DriveListOptions): DriveList {
  const { offers, drives, publish, severalAllowed, allowVirtual } = options;
  const permissions = { allowVirtual, allowFixed: false };
  const cards = createVirtualCards(offers);
  const listeners = new Set<(drives: readonly Drive[]) => void>();
  let state: DrivesTopic['state'] = 'listing';
  let error: DrivesTopic['error'] = null;
  let all: readonly Drive[] = [];
  let listed: readonly OfferedDrive[] = [];
  let chosen: readonly string[] = [];
  let allowLarge = false;
  let watched: (() => void) | null = null;

  const contents = createContents({
    ...{ reader: options.reader, permissions, isWriting: options.isWriting, isBusy: options.isBusy },
    changed: () => tell(),
  });
  const verdict = (drive: Drive): ReturnType<typeof verdictOf> =>
    verdictOf(drive, { ...permissions, image: options.image(), allowLarge });
  const isMeant = (drive: Drive): boolean =>
    isOffered(drive) || (allowVirtual && drive.kind === 'loop' && drive.bytes > 0 && isVirtual(drive));
  const isThere = (id: string): boolean => {
    const found = listed.find((one) => one.id === id);
    return found ? isChoosable(verdict(found.drive)) : cards.has(id);
  };

  const tell = (): void => {
    chosen = chosen.filter(isThere);
    publish({
      state,
      error,
      drives: listed.map(({ id, drive }) => ({
        ...{ id, ...driveFacts(drive, contents.of(drive)) },
        ...{ look: contents.lookOf(drive), verdict: verdict(drive) },
      })),
      hidden: all.filter((drive) => !isMeant(drive) && !isVirtual(drive)).length,
      cards: [...cards.list()],
      chosen: [...chosen],
      largeAllowed: allowLarge,
    });
  };

  const readContents = (): void => contents.seen(listed.map(({ drive }) => drive));

  const follower = createFollower({
    drives,
    onDrives: (found) => {
      [state, error, all] = ['ok', null, found];
      listed = relisted(listed, found.filter(isMeant), offers);
      readContents();
      tell();
      for (const listener of listeners) listener(found);
    },
    onBegin: () => {
      contents.paused();
      // What was seen before the pause may be long gone.
      if (state === 'listing') return;
      [state, error] = ['listing', null];
      tell();
    },
    onFailure: ({ code, facts }) => {
      [state, error] = ['failed', { code, facts: { ...facts } }];
      tell();
    },
  });

  return {
    permissions,
    hold: follower.hold,
    watch: (on) => {
      const before = watched;
      watched = on ? follower.hold() : null;
      before?.();
    },
    allowLarge: (allow) => {
      allowLarge = allow;
      tell();
    },
    choose: (ids) => {
      if (ids.length > 1 && !severalAllowed()) throw new AppError('too-many-targets', { count: ids.length, max: 1 });
      for (const id of ids) if (!isThere(id)) throw refusalOf(id);
      chosen = [...new Set(ids)];
      tell();
    },
    addCard: (path, cardBytes) => {
      const card = cards.add(path, cardBytes);
      tell();
      return card;
    },
    look: (id) => contents.look(offers.take('drive', id)),
    stopLooking: contents.stopLooking,
    close: contents.close,
    contentsOf: contents.of,
    written: (targets) => {
      contents.forget(targets.flatMap((target) => (target.kind === 'drive' ? [target.drive] : [])));
      // Else it is read when somebody looks again.
      if (watched !== null) readContents();
    },
    chosen: () => chosen.filter(isThere).map(targetOf),
    all: () => all,
    refresh: tell,
    onLook: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function refusalOf(id: string): AppError {
    const { device, ...drive } = offers.take('drive', id);
    const [refusal] = verdict({ device, ...drive }).refusals;
    return new AppError('refused', { ...refusal?.facts, device, reason: refusal?.code ?? 'large' });
  }

  function targetOf(id: string): ChosenTarget {
    const found = listed.find((one) => one.id === id);
    return found ? { kind: 'drive', id, drive: found.drive } : { kind: 'card', id, ...offers.take('card', id) };
  }
}
