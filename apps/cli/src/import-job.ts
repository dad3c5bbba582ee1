import { type Client, NoAnswer } from './client.js';
import { CommandError, reasonOf } from './command-error.js';
import { followImport } from './follow.js';
import type { ImportState } from './import.command.js';
import { onInterrupt } from './interrupt.js';
import type { Progress } from './progress.js';
import type { Upload } from './upload.js';

/** Sends a file and follows its import to the end; Ctrl-C stops the import. */
export class ImportJob {
  private id: string | undefined;
  private readonly sending = new AbortController();
  /** Of the signal that asked to stop. */
  private exitCode: number | undefined;

  constructor(
    private readonly client: Client,
    private readonly upload: Upload,
    private readonly progress: Progress,
  ) {}

  /** Answers the last state of the import; throws a CommandError when it was interrupted, or when the server was lost. */
  async run(): Promise<ImportState> {
    const endWatch = onInterrupt((exitCode) => this.interrupt(exitCode));
    try {
      const id = await this.send();
      this.id = id;
      this.say(`Import ${id} is under way.`);
      if (this.exitCode !== undefined) await this.stop(id, this.exitCode);
      const state = await this.follow(id);
      if (this.exitCode !== undefined) throw new CommandError(endOf(state), this.exitCode);
      return state;
    } finally {
      endWatch();
      this.progress.end();
    }
  }

  private async send(): Promise<string> {
    const { client, upload } = this;
    try {
      const init = upload.init(this.sending.signal);
      const { import_id: id } = await client.data<ImportState>('kline/import', init);
      return id;
    } catch (error) {
      if (this.sending.signal.aborted) {
        throw new CommandError('Left while the file was sent: nothing is imported.', this.exitCode);
      }
      if (upload.failure) throw upload.failure;
      if (!(error instanceof NoAnswer && upload.isSent)) throw error;
      const list = client.lookUp('kline/imports');
      throw new CommandError(
        `${error.message} The file was sent, so its import may be under way: ${list} lists yours, newest first.`,
        this.exitCode,
      );
    }
  }

  private async follow(id: string): Promise<ImportState> {
    try {
      return await followImport(this.client, id, ({ progress, message, rows_read: rows }) => {
        const text = rows === undefined ? '' : `${rows} rows read`;
        this.progress.show(message ?? 'Importing.', progress / 100, text);
      });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(`${error.message} ${this.goesOn(id)}`, this.exitCode);
    }
  }

  private interrupt(exitCode: number): void {
    this.exitCode = exitCode;
    if (this.id !== undefined) void this.stop(this.id, exitCode);
    else if (!this.upload.isSent) this.sending.abort();
    else this.say('The import is stopped once its id is known; Ctrl-C again leaves at once.');
  }

  private async stop(id: string, exitCode: number): Promise<void> {
    this.say(`Stopping import ${id}; Ctrl-C again leaves at once.`);
    try {
      await this.client.data(`kline/imports/${id}/stop`, { method: 'POST' });
    } catch (error) {
      const line = error instanceof CommandError ? error.message : reasonOf(error);
      // One that is over already is followed to its end, like one that stops.
      if (!(error instanceof NoAnswer)) return this.say(line);
      this.say(`${line} ${this.goesOn(id)}`);
      process.exit(exitCode);
    }
  }

  private goesOn(id: string): string {
    const { client } = this;
    return `Import ${id} goes on there without this command: ${client.lookUp(`kline/imports/${id}`)} tells what became of it.`;
  }

  private say(line: string): void {
    this.progress.end();
    process.stderr.write(`${line}\n`);
  }
}

function endOf({ import_id: id, status }: ImportState): string {
  if (status === 'STOPPED') return `Import ${id} is stopped; nothing of it was written.`;
  return `Import ${id} was ${status} before it could be stopped.`;
}
