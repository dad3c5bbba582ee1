/** Names what a file's first bytes say that it is. */
export type ByteKind =
  | 'gzip'
  | 'zip'
  | 'arrow-file'
  | 'arrow-stream'
  | 'parquet'
  | 'utf-16le'
  | 'utf-16be'
  | 'feather1'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | '7z'
  | 'rar'
  | 'pdf'
  | 'hdf5'
  | 'sqlite'
  | 'excel'
  | 'pickle'
  | 'web-page'
  | 'unknown';

const MAGIC: [ByteKind, string][] = [
  ['gzip', '\x1f\x8b'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['arrow-file', 'ARROW1'],
  ['arrow-stream', '\xff\xff\xff\xff'],
  ['parquet', 'PAR1'],
  ['utf-16le', '\xff\xfe'],
  ['utf-16be', '\xfe\xff'],
  ['feather1', 'FEA1'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['7z', '7z\xbc\xaf'],
  ['rar', 'Rar!'],
  ['pdf', '%PDF'],
  ['hdf5', '\x89HDF'],
  ['sqlite', 'SQLite f'],
  ['excel', '\xd0\xcf\x11\xe0'],
  ['pickle', '\x80\x04\x95'],
  ['pickle', '\x80\x05\x95'],
  ['web-page', '<!DOCTYP'],
  ['web-page', '<!doctyp'],
  ['web-page', '<html'],
  ['web-page', '<?xml'],
];

/** Says why the kinds of files that cannot be read cannot. */
export const UNSUPPORTED: Partial<Record<ByteKind, string>> = {
  feather1: 'is Feather of version 1; write version 2',
  bzip2: 'is packed with bzip2; only gzip and zip are unpacked',
  xz: 'is packed with xz; only gzip and zip are unpacked',
  zstd: 'is packed with zstd; only gzip and zip are unpacked',
  '7z': 'is a 7z archive; only gzip and zip are unpacked',
  rar: 'is a RAR archive; only gzip and zip are unpacked',
  pdf: 'is a PDF',
  hdf5: 'is HDF5',
  sqlite: 'is a SQLite database',
  excel: 'is an Excel workbook; save it as CSV',
  pickle: 'is a Python pickle, which is never read since it may run code',
  'web-page': 'is a web page or XML, perhaps the error page of a download',
};

/** Says what the first bytes of a file say that it is. */
export function kindOfBytes(head: Uint8Array): ByteKind {
  const text = Buffer.from(head.subarray(0, 8)).toString('latin1');
  return MAGIC.find(([, magic]) => text.startsWith(magic))?.[0] ?? 'unknown';
}
