import { expect, test } from 'vitest';
import { withoutPassword } from '../../../src/core/nix/flake-shown.ts';

test.each([
  ['git+https://ada:s3cret@host/r', 'git+https://host/r'],
  ['git+https://u:p@ss@host/x', 'git+https://host/x'],
  ['git+https://ghp_s3cret@github.com/a/b?ref=main#x', 'git+https://github.com/a/b?ref=main#x'],
  ['git+https://ghp_s3cret@github.com?ref=a@b', 'git+https://github.com?ref=a@b'],
  ['git+ssh://git@host/r', 'git+ssh://git@host/r'],
  ['git+ssh://git:s3@cret@host/r', 'git+ssh://git@host/r'],
  ['https://host/a.tar.gz?private_token=s3cret&x=1', 'https://host/a.tar.gz'],
  ['https://host/a.tar.gz?sig=s3cret&X-Amz-Signature=s3cret&auth=s3cret&pat=s3cret', 'https://host/a.tar.gz'],
  ['https://host/a.tar.gz?%74oken=s3cret&narHash=sha256-x%3D#pi', 'https://host/a.tar.gz?narHash=sha256-x%3D#pi'],
  [
    'git+https://h/r?rev=1&s3cret&dir=a/b&shallow=1&submodules=1',
    'git+https://h/r?rev=1&dir=a/b&shallow=1&submodules=1',
  ],
  ['https://host/a.tar.gz?token=a\ns3cret#a\nb', 'https://host/a.tar.gz#a\nb'],
  ['github:a/b?host=github.example.org&token=s3cret', 'github:a/b?host=github.example.org'],
  ['nixpkgs?token=s3cret', 'nixpkgs'],
  ['github:a/b', 'github:a/b'],
  ['.#pi', '.#pi'],
  ['/home/ada/why?/pis#pi', '/home/ada/why?/pis#pi'],
  ['git+file:///home/a@b/pis?dir=sub', 'git+file:///home/a@b/pis?dir=sub'],
  ['path:/home/a@b', 'path:/home/a@b'],
  [String.raw`C:\pis\a@b`, String.raw`C:\pis\a@b`],
  ['', ''],
])('%s', (flake, shown) => expect(withoutPassword(flake)).toBe(shown));
