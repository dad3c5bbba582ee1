import { Command, Option } from 'commander';
import { defaultUrl } from './address.js';
import { Client } from './client.js';
import { UsageError } from './command-error.js';
import { exportBars, type ExportOptions } from './export.command.js';
import { importFile, type ImportOptions } from './import.command.js';
import { showQuality, type QualityOptions } from './quality.command.js';
import { listSeries, type SeriesOptions } from './series.command.js';

const TIMEFRAME = '--timeframe <timeframe>';

/** The commands of `npm run barline`: each talks to a running server over REST. */
export const program = new Command('barline')
  .description('Puts market data into a Barline server and takes it out.')
  .addOption(
    new Option(
      '--url <address>',
      'address of the server (default: HOST and PORT of the environment or .env, or else http://127.0.0.1:8000)',
    ).env('BARLINE_URL'),
  )
  .addOption(
    new Option('--key <key>', 'API key, as POST auth/api-keys gives it').env('BARLINE_API_KEY'),
  )
  .showSuggestionAfterError()
  .configureOutput({
    outputError: (text, write) =>
      write(`${text.trim().replaceAll('\n', ' ')} --help tells how it is called.\n`),
  })
  .exitOverride();

program
  .command('import')
  .description('Import a file of market data and follow it to its end; exits 1 when it fails.')
  .argument('<file>', 'a file of bars, funding rates or factors, plain, .gz or .zip')
  .option('--symbol <symbol>', 'when the file does not tell')
  .option(TIMEFRAME, 'when the distances of its times do not tell')
  .option('--format <format>', 'when it cannot be told')
  .option('--timezone <zone>', 'of times that name none, such as America/New_York or +02:00')
  .option('--columns <json>', `where columns are, such as '{"time":0,"close":"Last"}'`)
  .option('--decimal <mark>', 'of numbers, . or ,')
  .option('--factors <file>', 'splits, dividends or factors to store with the prices, see --adjust')
  .addOption(
    new Option('--on-conflict <policy>', 'what becomes of stored rows that differ')
      .choices(['replace', 'keep', 'fail'])
      .default('replace'),
  )
  .option('--adjust', 'apply the splits and dividends that were imported for the symbol')
  .option('--dry-run', 'tell what the import would do, and write nothing')
  .option('--rejected <path>', 'write the rows that were left out to this CSV file')
  .action((file: string, options: ImportOptions) => importFile(client(), file, options));

program
  .command('export')
  .description('Write the bars of a series to a file, or to the terminal.')
  .argument('<symbol>')
  .requiredOption(TIMEFRAME, 'of the bars; one that is not stored is made of finer ones')
  .option('--start <date>', 'first open time')
  .option('--end <date>', 'end; a date alone means its last moment')
  .addOption(
    new Option('--format <format>', 'of the file').choices(['csv', 'arrow']).default('csv'),
  )
  .option(
    '--output <path>',
    'file, device or pipe to write to; standard output with - or without it',
  )
  .action((symbol: string, options: ExportOptions) => exportBars(client(), symbol, options));

program
  .command('series')
  .description('List what is stored.')
  .option('--symbol <symbol>', 'only those of this symbol')
  .option('--json', 'as JSON')
  .action((options: SeriesOptions) => listSeries(client(), options));

program
  .command('quality')
  .description('Tell how complete and sound a series is.')
  .argument('<symbol>')
  .option(TIMEFRAME, 'when several are stored')
  .option('--start <date>', 'first open time')
  .option('--end <date>', 'end; a date alone means its last moment')
  .option('--json', 'the whole report, with its map of gaps')
  .action((symbol: string, options: QualityOptions) => showQuality(client(), symbol, options));

function client(): Client {
  const { url, key } = program.opts<{ url?: string; key?: string }>();
  if (!key) {
    throw new UsageError(
      'An API key is needed: set BARLINE_API_KEY or give --key. POST auth/api-keys makes one.',
    );
  }
  return new Client(url || defaultUrl(), key);
}
