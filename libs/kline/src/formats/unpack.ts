import { FormatError } from './format-error.js';
import { gunzip } from './gzip.js';
import { kindOfBytes, UNSUPPORTED } from './magic.js';
import type { FileSource } from './market-file.js';
import { mostUnpacked } from './most-unpacked.js';
import { type Member, zipMembers } from './zip.js';

const HEAD = 1024 * 1024;

/** Is an unpacked file that can be read again and again. */
export interface Content {
  /** The names to learn from, the innermost first. */
  names: string[];
  /** The file itself where it lies in no archive. */
  plain: FileSource | null;
  stream(): AsyncIterable<Uint8Array>;
}

/** Unpacks a file as far as gzip or a zip archive go around it, and gives each file that may be the one meant. */
export async function unpack(source: FileSource, mostBytes: number): Promise<Content[]> {
  if (source.size === 0) throw new FormatError('file-empty');
  const first = await firstBytes(source.stream(), 8);
  const kind = kindOfBytes(first);
  if (kind === 'zip') {
    const members = await zipMembers(source, mostBytes);
    return Promise.all(members.map((member) => unpackMember(source, member, mostBytes)));
  }
  if (kind !== 'gzip')
    return [{ names: [source.name], plain: source, stream: () => source.stream() }];
  const once = () => bounded(gunzip(source.stream()), source.size, mostBytes);
  const inner = kindOfBytes(await firstBytes(once(), 8));
  if (inner === 'zip') throw nested();
  if (inner !== 'gzip') return [{ names: [source.name], plain: null, stream: once }];
  return [{ names: [source.name], plain: null, stream: await twice(once, source.size, mostBytes) }];
}

/** Reads the first bytes of a stream, which may be fewer than asked for. */
export async function firstBytes(stream: AsyncIterable<Uint8Array>, most = HEAD): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(Uint8Array.from(piece.subarray(0, most - size)));
    size += pieces[pieces.length - 1].length;
    if (size >= most) break;
  }
  return Buffer.concat(pieces);
}

async function unpackMember(
  source: FileSource,
  member: Member,
  mostBytes: number,
): Promise<Content> {
  const names = [member.name, source.name];
  const once = () => bounded(member.stream(), source.size, mostBytes);
  const kind = kindOfBytes(await firstBytes(once(), 8));
  if (kind === 'zip') throw nested();
  if (kind !== 'gzip') return { names, plain: null, stream: once };
  return { names, plain: null, stream: await twice(once, source.size, mostBytes) };
}

async function twice(
  once: () => AsyncIterable<Uint8Array>,
  packedSize: number,
  mostBytes: number,
): Promise<() => AsyncIterable<Uint8Array>> {
  const stream = () => bounded(gunzip(once()), packedSize, mostBytes);
  const inner = kindOfBytes(await firstBytes(stream(), 8));
  if (inner === 'gzip' || inner === 'zip') throw nested();
  return stream;
}

// What unpacks to more is no market file but a bomb.
async function* bounded(
  stream: AsyncIterable<Uint8Array>,
  packedSize: number,
  mostBytes: number,
): AsyncIterable<Uint8Array> {
  const most = mostUnpacked(packedSize, mostBytes);
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > most) {
      throw new FormatError('archive-too-large', [
        { field: 'file', problem: `${packedSize} bytes unpack to more than ${most}` },
      ]);
    }
    yield piece;
  }
}

function nested(): FormatError {
  return new FormatError('archive-nested', [], 'Unpack it once, and send what is inside.');
}

/** Throws a FormatError for files that are known and no market files. */
export function refuseUnsupported(head: Buffer): void {
  const kind = kindOfBytes(head);
  const problem = UNSUPPORTED[kind];
  if (problem) {
    throw new FormatError(
      'file-unsupported',
      [{ field: 'file', problem }],
      'Send CSV, JSON, Feather or Parquet.',
    );
  }
}
