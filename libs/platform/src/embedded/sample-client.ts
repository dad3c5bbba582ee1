const API = '/api/v1';

/** Talks to a running api as one of its users. */
export class SampleClient {
  private token = '';

  constructor(
    private readonly address: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Logs in; later requests carry the token. */
  async login(username: string, password: string): Promise<void> {
    const { access_token } = await this.send<{ access_token: string }>('POST', 'auth/login', {
      username,
      password,
    });
    this.token = access_token;
  }

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.send('POST', path, body);
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.address}${API}/${path}`, {
      method,
      signal: this.signal,
      headers: {
        'content-type': 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { success: boolean; message: string; data: T };
    if (!answer.success) throw new Error(`${method} ${path}: ${answer.message}`);
    return answer.data;
  }
}
