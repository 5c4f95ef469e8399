import { describe, expect, it } from 'vitest';
import { storeUrlProblem } from '../../../src/core/nix/store-url.ts';

describe('the address of a store', () => {
  it.each([
    'https://cache.nixos.org',
    'http://[fd00::1]:8080/nix/cache',
    'https://cache.example.org/a?priority=50&want-mass-query=true',
    's3://my-cache?region=eu-west-1&endpoint=minio.example.org:9000&scheme=http',
    'ssh-ng://ada@builder.local',
    'ssh://builder?ssh-key=/home/ada/.ssh/id_ed25519',
    'file:///srv/cache',
  ])('%s', (url) => {
    expect(storeUrlProblem(url, 'read')).toBeNull();
    expect(storeUrlProblem(url, 'write')).toBeNull();
  });

  it.each([
    ['cache.example.org', 'url-scheme', null],
    ['javascript:alert(1)', 'url-scheme', 'javascript'],
    ['daemon://x', 'url-scheme', 'daemon'],
    ['https:/cache', 'url-syntax', 'https'],
    ['https://', 'url-syntax', 'https'],
    ['https://-x', 'url-syntax', 'https'],
    ['https://a b', 'url-syntax', 'https'],
    ['https://a\nhttps://b', 'url-syntax', 'https'],
    ['https://a#b', 'url-syntax', 'https'],
    ["https://a/'x'", 'url-syntax', 'https'],
    ['https://a?priority=1?x', 'url-syntax', 'https'],
    ['file://cache', 'url-syntax', 'file'],
    ['s3://Bucket_', 'url-syntax', 's3'],
    ['ssh-ng://-oProxyCommand=x', 'url-syntax', 'ssh-ng'],
    ['https://ada:secret@cache.example.org', 'url-credentials', 'https'],
    ['https://token@cache.example.org', 'url-credentials', 'https'],
    ['ssh-ng://ada:secret@builder', 'url-credentials', 'ssh-ng'],
    ['https://cache.example.org?token=abc', 'url-parameter', 'token'],
    ['https://cache.example.org?trusted=1', 'url-parameter', 'trusted'],
    ['https://cache.example.org?priority', 'url-parameter', 'priority'],
    ['https://cache.example.org?', 'url-parameter', ''],
    ['s3://b?endpoint=ada:secret@h', 'url-parameter', 'endpoint'],
  ])('%j: %s', (url, problem, name) => {
    expect(storeUrlProblem(url, 'read')).toEqual({ problem, name });
  });

  it('takes what is for writing only there, and a key as a path alone', () => {
    const url = 'file:///srv/cache?secret-key=/home/ada/cache.key&compression=zstd';
    expect(storeUrlProblem(url, 'write')).toBeNull();
    expect(storeUrlProblem(url, 'read')).toEqual({ problem: 'url-parameter', name: 'secret-key' });
    const secret = 'file:///srv/cache?secret-key=cache-1:c2VjcmV0';
    expect(storeUrlProblem(secret, 'write')).toEqual({ problem: 'url-parameter', name: 'secret-key' });
  });
});
