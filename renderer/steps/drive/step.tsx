import type { DrivesTopic } from '../../../src/contract/window/drives.ts';
import { hasBegun } from '../../jobs/flash-ends.ts';
import { imageOfWay } from '../../jobs/image-of-way.ts';
import { missingFor } from '../../jobs/missing.ts';
import type { StepDefinition } from '../step.ts';
import { DriveAside } from './aside.tsx';
import { DriveBanner } from './banner.tsx';
import { DrivePage } from './page.tsx';
import { lackOf, useDriveBack, useDriveNext } from './use-next.ts';

export const driveStep: StepDefinition = {
  id: 'drive',
  group: 'card',
  lacks: ({ draft: { way }, topics: { image: chosen, build, drives, secrets, flash } }) => {
    // A card that is written and taken out was chosen all the same.
    if (hasBegun(flash)) return [];
    const image = imageOfWay(way, chosen, build);
    const lack = lackOf(image !== null, (drives?.chosen.length ?? 0) > 0, missingFor(image, secrets) !== null);
    return lack === null ? [] : [{ kind: 'open', says: { key: lack } }];
  },
  answer: ({ topics: { drives, flash } }) => {
    const names = flash?.begun ? flash.targets.map(({ name }) => name) : chosenNames(drives);
    return names.length > 1 ? String(names.length) : (names[0] ?? null);
  },
  Page: DrivePage,
  Banner: DriveBanner,
  Aside: DriveAside,
  useNext: useDriveNext,
  useBack: useDriveBack,
};

function chosenNames(drives: DrivesTopic | null): readonly string[] {
  return drives === null
    ? []
    : [...drives.drives, ...drives.cards].filter(({ id }) => drives.chosen.includes(id)).map(({ name }) => name);
}
