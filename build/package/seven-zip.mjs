#!/usr/bin/env node
// Stands in for the 7za that electron-builder would download, for the one thing that it is asked for here: to pack a tar as
// gzip. At the level that it is asked for, 7za's own gzip takes more than 13 times as long as zlib's.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { readSevenZipArguments } from './seven-zip-arguments.mjs';

const CHUNK_BYTES = 1 << 20;

const { from, to } = readSevenZipArguments(process.argv.slice(2));
await pipeline(
  createReadStream(from, { highWaterMark: CHUNK_BYTES }),
  createGzip({ level: constants.Z_DEFAULT_COMPRESSION, chunkSize: CHUNK_BYTES }),
  createWriteStream(to),
);
