import { DETAIL, IMAGE } from './facts.ts';
import { errno, like, maybe, number, oneOf, only, text, type Causes } from './page.ts';

const NAMES = text('what is in it, by name', 'a.img, b.img');

/** The image that is to be written. */
export const IMAGE_CAUSES = {
  'image-not-found': {
    kind: 'usage',
    when: 'Nothing is at the path that was given.',
    facts: { image: IMAGE },
  },
  'image-is-directory': {
    kind: 'usage',
    when: 'A folder is at the path that was given.',
    facts: { image: IMAGE },
  },
  'source-read': {
    kind: 'drive',
    when: 'The disk that the image lies on failed.',
    facts: { image: IMAGE, detail: errno('the errno', 'EIO') },
  },
  'image-empty': {
    kind: 'badImage',
    when: 'It has no byte, or what is packed in it has none.',
    facts: { image: IMAGE },
  },
  'image-truncated': {
    kind: 'badImage',
    when: 'The packed data, a download or a card that is read ends before its own end.',
    facts: {
      image: IMAGE,
      expectedBytes: maybe(number('how long it should be (bytes)', 4_294_967_296)),
      bytes: maybe(number('how much came (bytes)', 1_073_741_824)),
    },
  },
  'image-corrupt': {
    kind: 'badImage',
    when: 'A checksum or a length in the packed data is wrong.',
    facts: {
      image: IMAGE,
      detail: like(DETAIL, 'crc'),
      format: maybe(oneOf('how it is packed', 'zstd', 'gzip', 'xz', 'bzip2', 'zip', 'raw')),
      at: maybe(number('how far it was read (bytes of the file)', 123_456)),
    },
  },
  'image-trailing-garbage': {
    kind: 'badImage',
    when: 'Something that is no further packed part follows the end of the packed data.',
    facts: { image: IMAGE },
  },
  'image-hash-mismatch': {
    kind: 'badImage',
    when: 'The SHA-256 is neither that of the image nor that of the file as given; or an image came changed from afar.',
    facts: {
      image: IMAGE,
      reason: maybe(oneOf('set for an image that came from another machine', 'remote')),
      expected: text('the hash that was wanted', '1f0e2d3c…'),
      sha256: text('the hash of the image', '9a8b7c6d…'),
      givenSha256: maybe(text('the hash of the file as given', '5e4f3a2b…')),
    },
  },
  'image-changed': {
    kind: 'badImage',
    when: 'Size or time of the file changed while it was read; a resumed download is of another file.',
    facts: { image: IMAGE, expectedBytes: maybe(number('how long it was (bytes)', 4_294_967_296)) },
  },
  'image-twice-compressed': {
    kind: 'badImage',
    when: 'What comes out of the packed data is packed again.',
    facts: { image: IMAGE, inner: oneOf('how', 'zstd', 'gzip', 'xz', 'bzip2', 'zip') },
  },
  'image-unknown-format': {
    kind: 'badImage',
    when: 'The first bytes are those of another kind of file.',
    facts: { image: IMAGE, what: text('which', 'html', 'qcow2') },
  },
  'image-unfinished-card': {
    kind: 'badImage',
    when: 'It begins with the marker of a card whose writing was interrupted.',
    facts: { image: IMAGE },
  },
  'fat-broken': {
    kind: 'badImage',
    when: 'The FAT partition of an image or a card breaks its own rules, or cannot be held in memory.',
    facts: {
      reason: oneOf(
        'the rule',
        ...(['boot-sector', 'larger-than-partition', 'table-too-small', 'chain-loop', 'chain-cut'] as const),
        ...(['folder-too-large', 'file-too-large', 'file-too-short', 'file-for-folder', 'folder-for-file'] as const),
        ...(['shared-clusters', 'scattered'] as const),
      ),
    },
  },
  'zip-without-image': {
    kind: 'badImage',
    when: 'No entry of the zip is an image.',
    facts: { image: IMAGE, names: like(NAMES, 'README.txt') },
  },
  'zip-several-images': {
    kind: 'badImage',
    when: 'Several entries of the zip are images.',
    facts: { image: IMAGE, names: NAMES },
  },
  'download-failed': {
    kind: 'remote',
    when: 'An image that is given as an address did not come.',
    facts: {
      image: like(IMAGE, 'https://example.org/nixos.img.zst'),
      reason: oneOf(
        'why',
        ...(['connect', 'no-answer', 'stalled', 'early-end', 'http-status', 'redirects'] as const),
        ...(['insecure-redirect', 'no-length', 'no-space'] as const),
      ),
      detail: only(['connect'], errno('the errno of the connection', 'ECONNREFUSED')),
      status: only(['http-status'], number('the answer of the server', 404, 403, 401, 500)),
      from: only(['insecure-redirect'], text('the server that sends us on', 'https://example.org')),
      folder: only(['no-space'], text('where it would be kept', '/tmp')),
    },
  },
} satisfies Causes;
