import { type Text, text } from '@app/platform';

const OFF_GRID = '{0} off the grid of {1} bars, which open at {2}.';
const OFF_GRID_ZH = '{0} 行不在 {1} K线的时间网格上，其开盘于 {2}。';
const LOCAL = 'Send timezone where times are local.';
const LOCAL_ZH = '若时间为当地时间，请指定 timezone。';

// What the readers of files say, which know no language but one; {0} and {1} are what they found.
const PHRASES: [en: string, zh: string][] = [
  // Why a file is refused whole.
  ['The file is empty.', '文件为空。'],
  ['This kind of file cannot be read.', '无法读取此类文件。'],
  ['The file breaks off before its end.', '文件不完整，在结尾之前中断。'],
  ['The file is damaged.', '文件已损坏。'],
  ['No format fits what the file holds.', '没有与文件内容相符的格式。'],
  ['The archive is encrypted.', '压缩包已加密。'],
  ['The archive holds a file whose name leads out of it.', '压缩包中有文件名指向包外的文件。'],
  ['The archive holds archives within archives.', '压缩包中嵌套了多层压缩包。'],
  ['The archive holds several market files.', '压缩包中有多个行情文件。'],
  ['The archive holds no market file.', '压缩包中没有行情文件。'],
  ['The file unpacks to more than is allowed.', '文件解压后超过允许的大小。'],
  ['A line or record is longer than 1 MiB.', '有一行或一条记录超过 1 MiB。'],
  ['The JSON is nested deeper than any market file.', 'JSON 嵌套过深，不可能是行情文件。'],
  ['The file holds no rows.', '文件中没有数据行。'],
  ['More than half of the rows cannot be read.', '超过一半的数据行无法读取。'],
  ['The file lacks columns that a bar needs.', '文件缺少K线所需的列。'],
  ['The columns do not hold what their names say.', '列的内容与列名不符。'],
  ['Which column holds which price cannot be told.', '无法判断哪一列是哪种价格。'],
  ['A column that was named is not in the file.', '指定的列不在文件中。'],
  [
    'Whether commas stand before decimals or between thousands cannot be told.',
    '无法判断逗号是小数点还是千位分隔符。',
  ],
  [
    'The times count from midnight, and no name tells of which day.',
    '时间从午夜起计，而文件名没有说明是哪一天。',
  ],
  ['The time zone is unknown.', '未知的时区。'],
  [
    'The distances of the rows say another timeframe than was told.',
    '数据行的间隔与指定的时间框架不符。',
  ],
  ['The file holds the bars of several symbols.', '文件中有多个交易对的K线。'],
  // What helps.
  ['Send the files one by one.', '请逐个上传文件。'],
  ['Send CSV, JSON, Feather or Parquet.', '请上传 CSV、JSON、Feather 或 Parquet。'],
  [
    'Send CSV, JSON, Feather, Arrow or Parquet, plain or packed as .gz or .zip.',
    '请上传 CSV、JSON、Feather、Arrow 或 Parquet，可用 .gz 或 .zip 压缩。',
  ],
  ['Unpack it once, and send what is inside.', '请解压一层，上传其中的文件。'],
  ['Send it as it is: Parquet is packed already.', '请直接上传：Parquet 本身已压缩。'],
  ['Send it as CSV or Parquet.', '请以 CSV 或 Parquet 上传。'],
  [
    'Pack it with Deflate, the usual method of zip, or send the file by itself or as .gz.',
    '请用 zip 常用的 Deflate 方法压缩，或直接上传文件，或压缩为 .gz。',
  ],
  ['Send them as CSV.', '请以 CSV 上传。'],
  ['Send it as CSV.', '请以 CSV 上传。'],
  ['Save it as CSV.', '请另存为 CSV。'],
  ['Formats: {0}.', '支持的格式：{0}。'],
  ['Say with decimal which sign stands before the decimals.', '请用 decimal 指定小数点符号。'],
  ['Say in columns where each price stands.', '请用 columns 指定每种价格所在的列。'],
  ['The file names no columns: count them from 0.', '文件没有列名：请用从 0 起的序号。'],
  [
    'Send it under its own name, which starts with the day: 20140605_trade.zip.',
    '请用以日期开头的原文件名上传：20140605_trade.zip。',
  ],
  [
    'Name an IANA zone such as America/New_York, or an offset such as +02:00.',
    '请使用 IANA 时区（如 America/New_York）或偏移量（如 +02:00）。',
  ],
  [
    'Name one of them as the symbol to read its rows alone.',
    '请用 symbol 指定其中一个，只读取它的数据行。',
  ],
  [
    'Part the file into one for each symbol, or give it a column that names them.',
    '请按交易对拆分文件，或增加一列说明交易对。',
  ],
  [
    'The file has {0}. If one of them holds what is missing, name it in columns.',
    '文件中的列为 {0}。如其中之一是所缺的列，请在 columns 中指定。',
  ],
  [
    'Nothing names the columns, and the first row is: {0}. Say where they stand in columns.',
    '文件没有列名，首行为：{0}。请在 columns 中指定各列的位置。',
  ],
  [
    'Rows lie {0} apart, not {1}: send timeframe={2}, or leave it out.',
    '数据行间隔为 {0}，而不是 {1}：请指定 timeframe={2}，或不指定。',
  ],
  ['The file has {0}.', '文件中的列为 {0}。'],
  // What is wrong with a part.
  ['is missing', '缺失'],
  ['is encrypted', '已加密'],
  ['is in the archive', '在压缩包中'],
  ['leads out of the archive', '指向压缩包之外'],
  ['is not found in any column', '在任何列中都找不到'],
  ['is neither text nor a known binary format', '既不是文本，也不是已知的二进制格式'],
  ['is an office document, such as an Excel workbook', '是办公文档，例如 Excel 工作簿'],
  ['holds splits or dividends', '含有拆股或分红'],
  ['counts the milliseconds of a day', '是一天之内的毫秒数'],
  ['is Feather of version 1; write version 2', '是 Feather 第 1 版；请保存为第 2 版'],
  ['is packed with {0}; only gzip and zip are unpacked', '用 {0} 压缩；只能解压 gzip 和 zip'],
  ['is packed with {0}, which is not unpacked', '用 {0} 压缩，无法解压'],
  ['has another size than is told', '大小与记录不符'],
  ['does not fit its checksum', '校验和不符'],
  ['the zip archive is damaged or cut', 'zip 压缩包已损坏或不完整'],
  ['the gzip data is damaged or cut', 'gzip 数据已损坏或不完整'],
  ['is a {0} archive; only gzip and zip are unpacked', '是 {0} 压缩包；只能解压 gzip 和 zip'],
  ['is a PDF', '是 PDF'],
  ['is HDF5', '是 HDF5'],
  ['is a SQLite database', '是 SQLite 数据库'],
  ['is an Excel workbook; save it as CSV', '是 Excel 工作簿；请另存为 CSV'],
  [
    'is a Python pickle, which is never read since it may run code',
    '是 Python pickle；因其可能执行代码，一律不读取',
  ],
  [
    'is a web page or XML, perhaps the error page of a download',
    '是网页或 XML，可能是下载时的错误页面',
  ],
  ['Parquet in an archive is read up to 256 MiB', '压缩包中的 Parquet 最大可读 256 MiB'],
  ['JSON of columns is read up to 64 MiB', '按列存放的 JSON 最大可读 64 MiB'],
  ['the JSON does not end', 'JSON 没有结束'],
  ['the JSON breaks at byte {0} of its piece', 'JSON 在该段的第 {0} 字节处出错'],
  ['the Arrow data is damaged or cut', 'Arrow 数据已损坏或不完整'],
  ['the Parquet data is damaged or cut', 'Parquet 数据已损坏或不完整'],
  [
    'a file without a schema at its start is read up to 256 MiB',
    '开头没有 schema 的文件最大可读 256 MiB',
  ],
  ['has pages packed with {0}, which is not unpacked', '数据页用 {0} 压缩，无法解压'],
  ['the Arrow data does not end', 'Arrow 数据没有结束'],
  ['the archive holds {0} files', '压缩包中有 {0} 个文件'],
  ['the file is not {0}', '文件不是 {0}'],
  ['{0} is no format that is read', '{0} 不是可读取的格式'],
  ['{0} is no zone', '{0} 不是时区'],
  ['rows lie {0} apart, not {1}', '数据行间隔为 {0}，而不是 {1}'],
  ['there is no column {0}', '没有名为 {0} 的列'],
  ['the first rows are of {0}', '前几行属于 {0}'],
  ['seems to stand in the column called {0}', '似乎在名为 {0} 的列中'],
  ['{0} may be a thousand or a part of one', '{0} 可能是一千多，也可能是一点几'],
  ['{0} bytes unpack to more than {1}', '{0} 字节解压后超过 {1} 字节'],
  ['{0} bytes unpack to {1}', '{0} 字节解压后为 {1} 字节'],
  [
    '{0} of the first {1} rows stand at the time of another row with quite another price',
    '前 {1} 行中有 {0} 行与另一行时间相同而价格相差很大',
  ],
  ['{0} of the first {1} rows', '前 {1} 行中的 {0} 行'],
  [
    'no column is the highest in most rows while another is the lowest',
    '没有一列在多数行中最高，同时另一列最低',
  ],
  // Notes to a preview.
  ['A map of tickers: each was in use up to its day.', '代码变更表：每个代码使用到该日为止。'],
  ['Factors for prices up to each day.', '各日及之前价格的复权因子。'],
  ['The open holds funding rates; all else is 0.', 'open 列是资金费率，其余均为 0。'],
  [
    'Whole prices as LEAN writes them for stocks: they were divided by 10,000.',
    'LEAN 股票数据的整数价格：已除以 10,000。',
  ],
  [
    'Times name no zone, so they were read as UTC; say timezone if they are local.',
    '时间没有时区，按 UTC 读取；如为当地时间请指定 timezone。',
  ],
  ['The name says {0}, but bars lie {1} apart.', '文件名说是 {0}，而K线间隔为 {1}。'],
  [
    'The times do not tell the timeframe, so it was taken from the name: {0}.',
    '无法从时间得知时间框架，取自文件名：{0}。',
  ],
  ['The timeframe is unknown: rows lie {0} apart.', '时间框架未知：数据行间隔为 {0}。'],
  ['There is no close but the adjusted one, which was taken.', '只有复权收盘价，已采用。'],
  ['Column {0} holds times, though it is not called so.', '第 {0} 列是时间，虽然列名不是。'],
  ['The volume is often 0, so the tick volume was taken.', '成交量常为 0，已采用 tick 成交量。'],
  ['No column holds volumes, so they are stored as 0.', '没有成交量列，成交量按 0 存储。'],
  ['The volume counts ticks.', '成交量为 tick 数。'],
  [
    'Days start at {0} in {1}, as their clock changes show.',
    '由时钟变更可知，交易日从 {1} 的 {0} 开始。',
  ],
  [
    'Dates such as {0} were read as day first, since no day is above 12.',
    '{0} 这类日期按日在前读取，因为没有大于 12 的日。',
  ],
  [
    'Dates such as {0} were read as month first, since no day is above 12.',
    '{0} 这类日期按月在前读取，因为没有大于 12 的日。',
  ],
  [
    'Days start at {0} in {1}, as the clock changes of these and the stored bars show.',
    '交易日始于 {1} 的 {0}，由这些与已存K线的时钟变动判断。',
  ],
  [
    'Days start at {0} in {1}, as is known of the symbol.',
    '交易日始于 {1} 的 {0}，依据该交易对的设置。',
  ],
  [
    'The {0} bars that are stored are stamped with their dates, too.',
    '已存的 {0} 根K线也改用日期作为时间。',
  ],
  [
    'Nothing names the prices: they stand as {0}, judged by which is highest, which is lowest and where the next bar opens.',
    '没有价格列名：按最高、最低和下一根K线的开盘判断，顺序为 {0}。',
  ],
  [
    'Nothing names the prices: they stand as {0}, judged by which is highest, which is lowest; open and close could not be told apart.',
    '没有价格列名：按最高和最低判断，顺序为 {0}；开盘与收盘无法区分。',
  ],
  [
    `${OFF_GRID} Where days start elsewhere, set session_zone and day_start with PUT kline/{symbol}/settings. ${LOCAL}`,
    `${OFF_GRID_ZH}若交易日始于其他时间，请用 PUT kline/{symbol}/settings 设置 session_zone 和 day_start。${LOCAL_ZH}`,
  ],
  [
    `${OFF_GRID} Where they open by the clocks of a zone, set session_zone with PUT kline/{symbol}/settings. ${LOCAL}`,
    `${OFF_GRID_ZH}若其开盘随某时区的时钟，请用 PUT kline/{symbol}/settings 设置 session_zone。${LOCAL_ZH}`,
  ],
  [`${OFF_GRID} ${LOCAL}`, `${OFF_GRID_ZH}${LOCAL_ZH}`],
];

const patterns = PHRASES.map(([en, zh]) => {
  const escaped = en.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return { pattern: new RegExp(`^${escaped.replaceAll(/\{\d\}/g, '(.*)')}$`, 's'), zh };
});

/** Pairs what a reader of files says with the same in Chinese; what is not known, such as the words of a library, stays as it is. */
export function readerText(said: string): Text {
  for (const { pattern, zh } of patterns) {
    const found = pattern.exec(said)?.slice(1);
    if (found)
      return text(
        said,
        zh.replaceAll(/\{(\d)\}/g, (_, place: string) => found[Number(place)]),
      );
  }
  return text(said, said);
}
