import { setTimeout as delay } from 'node:timers/promises';
import type ivm from 'isolated-vm';

// A loop answers within milliseconds, but native code that does not end never does.
const LIMIT_MS = 300;

interface Paused {
  callFrames: {
    functionName: string;
    location: { scriptId: string; lineNumber: number; columnNumber: number };
  }[];
}

/** Breaks into what an isolate executes and returns where that is, as the stack of an error; empty when it does not answer. It stands still from then on until its session ends, so it is to be disposed of. */
export async function stackOf(isolate: ivm.Isolate): Promise<string> {
  const session = isolate.createInspectorSession();
  const files = new Map<string, string>();
  const timer = new AbortController();
  try {
    const paused = new Promise<Paused>((resolve) => {
      session.onResponse = () => undefined;
      session.onNotification = (text) => {
        const { method, params } = JSON.parse(text);
        if (method === 'Debugger.scriptParsed') files.set(params.scriptId, params.url);
        if (method === 'Debugger.paused') resolve(params);
      };
    });
    session.dispatchProtocolMessage(JSON.stringify({ id: 1, method: 'Debugger.enable' }));
    session.dispatchProtocolMessage(JSON.stringify({ id: 2, method: 'Debugger.pause' }));
    const late = delay(LIMIT_MS, null, { signal: timer.signal });
    const found = await Promise.race([paused, late]);
    if (found === null) return '';
    return found.callFrames
      .map(({ functionName, location: { scriptId, lineNumber, columnNumber } }) => {
        const place = `${files.get(scriptId)}:${lineNumber + 1}:${columnNumber + 1}`;
        return `    at ${functionName} (${place})`;
      })
      .join('\n');
  } finally {
    timer.abort();
    session.dispose();
  }
}
