import { checkedUrl, OTHER_ADDRESS } from './address.js';
import { CommandError, reasonOf } from './command-error.js';

interface Failure {
  message: string;
  error?: { code: string; hint?: string; details?: { field: string; problem: string }[] };
}

/** Says that a server was lost before it answered. */
export class NoAnswer extends CommandError {}

/** Speaks REST with a server. */
export class Client {
  readonly url: string;
  private readonly base: string;

  constructor(
    url: string,
    readonly key: string,
  ) {
    this.url = checkedUrl(url);
    this.base = `${this.url}/api/v1`;
  }

  /** Answers the `data` of a request; throws a CommandError with what the server said when it refuses. */
  async data<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.fetch(path, init);
    const text = await response.text().catch((error: unknown) => {
      throw this.brokenOff(error);
    });
    const answer = parsed<{ data: T }>(text);
    if (answer && typeof answer === 'object' && 'data' in answer) return answer.data;
    throw new CommandError(`${this.url} is no Barline server: ${OTHER_ADDRESS}.`);
  }

  /** Answers a response that succeeded, whose body is not read yet. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, 'X-API-Key': this.key };
    const response = await fetch(`${this.base}/${path}`, { ...init, headers }).catch(
      (error: unknown) => {
        throw this.silence(error);
      },
    );
    if (!response.ok) throw new CommandError(await refusal(response));
    return response;
  }

  /** Answers the body of a response as it comes; throws a NoAnswer where it breaks off. */
  async *bodyOf({ body }: Response): AsyncGenerator<Uint8Array> {
    if (!body) return;
    try {
      for await (const piece of body) yield piece as Uint8Array;
    } catch (error) {
      throw this.brokenOff(error);
    }
  }

  /** Says how something of the server is read by hand. */
  lookUp(path: string): string {
    return `curl -H "X-API-Key: $BARLINE_API_KEY" "${this.base}/${path}"`;
  }

  private brokenOff(error: unknown): NoAnswer {
    return new NoAnswer(`${this.url} broke off its answer (${reasonOf(error)}): try again.`);
  }

  private silence(error: unknown): NoAnswer {
    const reason = reasonOf(error);
    if (reason === 'bad port') {
      const { port } = new URL(this.url);
      return new NoAnswer(
        `${this.url} cannot be asked: port ${port} is kept for another protocol, and HTTP clients refuse it; ${OTHER_ADDRESS}.`,
      );
    }
    return new NoAnswer(
      `${this.url} does not answer (${reason}): start the server, or ${OTHER_ADDRESS}.`,
    );
  }
}

/** Makes the query of a path out of what is set. */
export function queryOf(values: Record<string, string | undefined>): string {
  const set = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

/** Says in one line why the server refused something. */
export function refusalText({ message, error }: Failure): string {
  const { code = '', hint = '', details = [] } = error ?? {};
  const problems = details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  return [message, problems && `${problems}.`, hint, code && `(${code})`].filter(Boolean).join(' ');
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  const answer = parsed<Failure>(text);
  if (answer?.error) return refusalText(answer);
  const { status, url } = response;
  return `${new URL(url).origin} answered ${status} and is no Barline server, or has a proxy before it that refuses: ${OTHER_ADDRESS}.`;
}

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
