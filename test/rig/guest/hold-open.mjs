// Holds the given file open until it is killed: what makes a mount busy.
import { open } from 'node:fs/promises';

const [path = ''] = process.argv.slice(2);
const file = await open(path);
console.log('holding');
setInterval(() => file.fd, 60_000);
