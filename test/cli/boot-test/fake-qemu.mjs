#!/usr/bin/env node
// Stands in for qemu-system-aarch64: says what stands in the file FAKE_CONSOLE on the serial console, FAKE_VIRTIO on the other, notes its
// pid, arguments and what was typed in FAKE_NOTES, and ends with FAKE_CODE; without that it runs until it is ended.
import { appendFileSync, readFileSync, writeSync } from 'node:fs';

const { FAKE_CONSOLE, FAKE_VIRTIO, FAKE_NOTES = '', FAKE_CODE } = process.env;
/** @param {object} what */
const note = (what) => appendFileSync(FAKE_NOTES, `${JSON.stringify(what)}\n`);

note({ pid: process.pid, argv: process.argv.slice(2) });
process.stdin.setEncoding('utf8').on('data', (typed) => note({ typed }));
if (FAKE_CONSOLE) process.stdout.write(readFileSync(FAKE_CONSOLE));
if (FAKE_VIRTIO) writeSync(3, FAKE_VIRTIO);
if (FAKE_CODE) {
  process.stderr.write('qemu-system-aarch64: no such machine\n');
  process.exitCode = Number(FAKE_CODE);
  process.stdin.destroy();
}
