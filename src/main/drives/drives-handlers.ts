import type { Handlers } from '../../contract/api.ts';
import type { Dialogs } from '../dialogs.ts';
import type { DriveList } from './drives.ts';

type DrivesCalls = keyof Handlers & `drives.${string}`;

export interface DrivesHandling {
  readonly list: DriveList;
  readonly dialogs: Pick<Dialogs, 'saveFile'>;
  /** Of the dialog that asks where a virtual card should be. */
  readonly words: () => { readonly title: string; readonly card: string };
}

export function drivesHandlers({ list, dialogs, words }: DrivesHandling): Pick<Handlers, DrivesCalls> {
  return {
    'drives.watch': ({ on }) => {
      list.watch(on);
      return undefined;
    },
    'drives.allowLarge': ({ allow }) => {
      list.allowLarge(allow);
      return undefined;
    },
    'drives.choose': ({ ids }) => {
      list.choose(ids);
      return undefined;
    },
    'drives.look': ({ id }) => {
      list.look(id);
      return undefined;
    },
    'drives.stopLooking': () => {
      list.stopLooking();
      return undefined;
    },
    'drives.addVirtual': async ({ bytes }) => {
      const { title, card } = words();
      const filters = [{ name: card, extensions: ['img'] }];
      const path = await dialogs.saveFile({ title, suggested: 'card.img', filters });
      return path === null ? null : list.addCard(path, bytes);
    },
  };
}
