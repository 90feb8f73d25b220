/* SPDX-License-Identifier: Apache-2.0 */
// Server-sent events read with fetch, because an EventSource can send no token and says nothing about why it failed.

const SILENCE_MILLIS = 10000; // Without an octet for so long, the connection is dead.
const RETRY_MILLIS = [500, 1000, 2000, 4000, 5000];

/**
 * Listens for ever.
 *
 * @param onDocument gets each document
 * @param onLost gets why the connection ended, in words
 * @param onUnauthorized returns a promise of the moment in which a token is there
 */
async function listen(onDocument, onLost, onUnauthorized) {
  for (let failures = 0; ; failures++) {
    try {
      await readEvents(text => {
        failures = -1;
        onDocument(JSON.parse(text));
      });
      onLost('The server has closed the connection.');
    } catch (failure) {
      if (failure instanceof Unauthorized) {
        await onUnauthorized();
        continue;
      }
      onLost(failure.message);
    }
    await new Promise(resolve => setTimeout(resolve, RETRY_MILLIS[Math.min(Math.max(0, failures), RETRY_MILLIS.length - 1)]));
  }
}

async function readEvents(onData) {
  const abort = new AbortController();
  let watch = setTimeout(() => abort.abort(), SILENCE_MILLIS);
  try {
    const response = await fetch(new URL('events', BASE), {
      headers: {...requestHeaders(), Accept: 'text/event-stream'}, cache: 'no-store', redirect: 'error', signal: abort.signal,
    });
    if (response.status === 401) {
      throw new Unauthorized();
    }
    if (!response.ok) {
      const why = await response.json().catch(() => ({}));
      throw new Error(why.error ?? `The server answers ${response.status}.`);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {done, value} = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(watch);
      watch = setTimeout(() => abort.abort(), SILENCE_MILLIS);
      const events = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = events.pop();
      for (const event of events) {
        const data = event.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).replace(/^ /, ''));
        if (data.length > 0) {
          onData(data.join('\n'));
        }
      }
    }
  } catch (failure) {
    throw failure instanceof TypeError || failure.name === 'AbortError' ? new Error('The server cannot be reached.') : failure;
  } finally {
    clearTimeout(watch);
    abort.abort();
  }
}
