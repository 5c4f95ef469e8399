import { expect, test } from 'vitest';
import { drivesTable } from '../../../src/cli/drives/drives-table.ts';
import { listedDrive } from '../../../src/cli/drives/verdict.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import { listedDriveSchema } from '../../../src/contract/cli-flash.ts';
import { aDrive, aMount, aPartition, aPersonMount } from '../../core/drives/a-drive.ts';

const card = listedDrive(aDrive({ device: '/dev/sdb', model: 'Card\u202e Reader' }));
const used = listedDrive(
  aDrive({
    device: '/dev/sdc',
    mounts: [aPersonMount('/media/u/FIRMWARE', { device: '/dev/sdc1' })],
    partitions: [aPartition('/dev/sdc1', { fsType: 'vfat', label: 'FIRMWARE', mounts: ['/media/u/FIRMWARE'] })],
  }),
);
const system = listedDrive(aDrive({ device: '/dev/nvme0n1', removable: false, bus: 'nvme', mounts: [aMount('/')] }));

test('a drive of --json has the fields of the issue, and passes its schema', () => {
  expect(Object.keys(used)).toEqual([
    ...['device', 'bytes', 'model', 'serial', 'bus', 'removable', 'readOnly', 'mounts', 'partitions', 'refusals'],
    'warnings',
  ]);
  for (const drive of [card, used, system]) expect(listedDriveSchema.parse(drive)).toEqual(drive);
  expect(used.mounts).toEqual(['/media/u/FIRMWARE']);
});

test('the table says of each drive whether it may be written, and why not', () => {
  const lines = drivesTable([card, used, system], createStyle(false), 140).split('\n');
  expect(lines[0]).toMatch(/^device +size +model +bus +mounted at +may be written$/);
  expect(lines[1]).toMatch(/^\/dev\/sdb +31\.9 GB +Card\uFFFD Reader +usb +- +yes$/);
  expect(lines[2]).toMatch(/\/media\/u\/FIRMWARE +yes, with care: mounted, has data$/);
  expect(lines[3]).toMatch(/^\/dev\/nvme0n1 .* no: it is mounted at \/, by the system or by hand\.$/);
});

test.each([69, 60, 50, 40])('in %i columns the reason has lines of its own, and nothing is wider', (columns) => {
  const long = listedDrive(aDrive({ device: '/dev/sdd', model: 'A Model With A Very Long Name Indeed' }));
  const lines = drivesTable([card, system, long], createStyle(false), columns).split('\n');
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines[2]).toBe('  yes');
  expect(lines[3]).toMatch(/^\/dev\/nvme0n1 /);
  expect(lines[4]).toMatch(/^ {2}no: it is mounted at \/,/);
  expect(lines.at(-2)).toContain('…');
});

test('a model that is not known is null in --json, and a dash in the table', () => {
  const unknown = listedDrive(aDrive({ device: '/dev/sde', model: '' }));
  expect(listedDriveSchema.parse(unknown).model).toBeNull();
  expect(drivesTable([unknown], createStyle(false), 100)).toMatch(/GB +- +usb/);
});

test('a reason that no option lifts comes first: nobody is to be told of an option that does not help', () => {
  expect(system.refusals.map(({ code }) => code)).toEqual(['system', 'fixed']);
});

test('of two drives of one model and size the serial numbers tell which is which, also where room is short', () => {
  const twin = (device: string, serial: string | null) => listedDrive(aDrive({ device, serial, model: 'Ultra Card' }));
  const twins = [twin('/dev/sdb', '4C53-000001'), twin('/dev/sdc', '4C53-000002'), twin('/dev/sdd', null)];
  const lines = drivesTable([...twins, card], createStyle(false), 120).split('\n');
  expect(lines[1]).toMatch(/^\/dev\/sdb .* Ultra Card 4C53-000001 +usb/);
  expect(lines[2]).toMatch(/^\/dev\/sdc .* Ultra Card 4C53-000002 +usb/);
  expect(lines[3]).toMatch(/ Ultra Card +usb/);
  expect(lines[4]).not.toContain(card.serial);

  const narrow = drivesTable(twins, createStyle(false), 46).split('\n');
  expect(narrow[1]).toMatch(/…\S*01 +usb/);
  expect(narrow[3]).toMatch(/…\S*02 +usb/);
});
