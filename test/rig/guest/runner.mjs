// Runs in the guest and does what the host asks for over a virtio-serial port, one JSON object a line:
//   {id, op:'run', argv, input}  -> {id, type:'pid', pid}, {id, type:'out'|'err', text} ..., {id, type:'exit', code, signal}
//   {id, op:'type', of, text}    more input for a program that was started with `input` -> {id, type:'answer', value: boolean}
//   {id, op:'kill', of, signal}  a signal to the program that was started as `of` -> {id, type:'answer', value: boolean}
//   {id, op:'drive', pattern}    the drive whose name in /dev/disk/by-id matches, once udev and its size are there
//                                -> {id, type:'answer', value: path | null}
import { spawn } from 'node:child_process';
import { openSync, read, readFileSync, readdirSync, realpathSync, writeSync } from 'node:fs';

/**
 * @typedef {{ id: number, op: 'run', argv: string[], input: boolean }
 *   | { id: number, op: 'type', of: number, text: string }
 *   | { id: number, op: 'kill', of: number, signal: NodeJS.Signals }
 *   | { id: number, op: 'drive', pattern: string }} Request
 */

const PORTS = '/sys/class/virtio-ports';
const BY_ID = '/dev/disk/by-id';
const POLL_MS = 20;

const port = readdirSync(PORTS).find((name) => readFileSync(`${PORTS}/${name}/name`, 'utf8').trim() === 'rig');
const fd = openSync(`/dev/${port ?? ''}`, 'r+');
/** @type {Map<number, import('node:child_process').ChildProcess>} */
const running = new Map();
const chunk = Buffer.alloc(65536);
const decoder = new TextDecoder();
let text = '';

/** @param {Record<string, unknown>} message */
function send(message) {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < bytes.length;) {
    try {
      sent += writeSync(fd, bytes, sent);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

/** @param {string} pattern */
function findDrive(pattern) {
  try {
    const name = readdirSync(BY_ID).find((entry) => new RegExp(pattern).test(entry));
    if (name === undefined) return null;
    const path = realpathSync(`${BY_ID}/${name}`);
    const sectors = Number(readFileSync(`/sys/class/block/${path.replace('/dev/', '')}/size`, 'utf8'));
    return sectors > 0 ? path : null;
  } catch {
    return null; // not there yet, or just going
  }
}

/**
 * @param {number} id
 * @param {readonly string[]} argv
 * @param {boolean} input
 */
function start(id, [program = '', ...args], input) {
  const child = spawn(program, args, { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  running.set(id, child);
  if (child.pid !== undefined) send({ id, type: 'pid', pid: child.pid });
  child.stdout?.setEncoding('utf8').on('data', (out) => send({ id, type: 'out', text: out }));
  child.stderr?.setEncoding('utf8').on('data', (err) => send({ id, type: 'err', text: err }));
  /**
   * @param {number | null} code
   * @param {NodeJS.Signals | null} signal
   */
  const end = (code, signal) => {
    if (running.delete(id)) send({ id, type: 'exit', code, signal });
  };
  child.on('error', (error) => {
    send({ id, type: 'err', text: error.message });
    end(127, null);
  });
  child.on('close', end);
}

/** @param {Request} request */
function handle(request) {
  const { id } = request;
  switch (request.op) {
    case 'run':
      start(id, request.argv, request.input);
      break;
    case 'type':
      send({ id, type: 'answer', value: running.get(request.of)?.stdin?.write(request.text) ?? false });
      break;
    case 'kill':
      send({ id, type: 'answer', value: running.get(request.of)?.kill(request.signal) ?? false });
      break;
    case 'drive':
      send({ id, type: 'answer', value: findDrive(request.pattern) });
  }
}

function listen() {
  read(fd, chunk, 0, chunk.length, null, (_error, length) => {
    if (!length) {
      setTimeout(listen, POLL_MS); // reads give 0 until the host is connected
      return;
    }
    text += decoder.decode(chunk.subarray(0, length), { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') continue;
      /** @type {unknown} */
      const request = JSON.parse(line);
      handle(/** @type {Request} */ (request));
    }
    setImmediate(listen);
  });
}

listen();
send({ type: 'hello', node: process.version });
