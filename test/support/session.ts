import request from 'supertest';

/** Names what a test's user may be. */
export type Role = 'admin' | 'trader' | 'viewer';

/** Sends requests to `/api/v1` as one user. */
export class Session {
  constructor(
    private readonly url: string | (() => string),
    readonly token: string = '',
    readonly refreshToken: string = '',
  ) {}

  get(path: string): request.Test {
    return this.send('get', path);
  }

  post(path: string, body?: object): request.Test {
    return this.send('post', path).send(body);
  }

  /** Starts a multipart form, whose parts the caller adds. */
  form(path: string): request.Test {
    return this.send('post', path);
  }

  put(path: string, body?: object): request.Test {
    return this.send('put', path).send(body);
  }

  patch(path: string, body?: object): request.Test {
    return this.send('patch', path).send(body);
  }

  delete(path: string): request.Test {
    return this.send('delete', path);
  }

  private send(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string): request.Test {
    const test = request(typeof this.url === 'string' ? this.url : this.url())[method](
      `/api/v1${path}`,
    );
    return this.token ? test.set('Authorization', `Bearer ${this.token}`) : test;
  }
}

/** Logs in and returns the user's client. */
export async function login(
  url: string | (() => string),
  username: string,
  password: string,
): Promise<Session> {
  const { status, body } = await new Session(url).post('/auth/login', { username, password });
  if (status !== 200) throw new Error(`POST auth/login: ${JSON.stringify(body)}`);
  return new Session(url, body.data.access_token, body.data.refresh_token);
}
