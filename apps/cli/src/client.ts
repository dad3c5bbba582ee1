/** Ends a command with a message for its user, without a stack. */
export class CommandError extends Error {}

interface Failure {
  message: string;
  error?: { code: string; hint?: string; details?: { field: string; problem: string }[] };
}

/** Speaks REST with a server. */
export class Client {
  private readonly base: string;

  constructor(
    readonly url: string,
    readonly key: string,
  ) {
    if (!URL.canParse(url)) throw new CommandError(`--url is no address: ${url}`);
    this.base = `${url.replace(/\/+$/, '')}/api/v1`;
  }

  /** Answers the `data` of a request; throws a CommandError with what the server said when it refuses. */
  async data<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.fetch(path, init);
    const { data } = (await response.json()) as { data: T };
    return data;
  }

  /** Answers a response that succeeded, whose body is not read yet. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, 'X-API-Key': this.key };
    const response = await fetch(`${this.base}/${path}`, { ...init, headers }).catch(
      (error: unknown) => {
        throw new CommandError(`${this.url} does not answer: ${reasonOf(error)}`);
      },
    );
    if (!response.ok) throw new CommandError(await refusal(response));
    return response;
  }
}

/** Makes the query of a path out of what is set. */
export function queryOf(values: Record<string, string | undefined>): string {
  const set = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  const answer = parsed(text);
  if (!answer?.error) return `The server answered ${response.status}: ${text.slice(0, 200)}`;
  const { code, hint, details = [] } = answer.error;
  const lines = [`${answer.message} (${code})`];
  for (const { field, problem } of details) lines.push(`  ${field} ${problem}`);
  if (hint) lines.push(hint);
  return lines.join('\n');
}

function parsed(text: string): Failure | undefined {
  try {
    return JSON.parse(text) as Failure;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error && cause.message ? cause.message : String(error);
}
