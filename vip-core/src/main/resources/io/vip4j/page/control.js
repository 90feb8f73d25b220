/* SPDX-License-Identifier: Apache-2.0 */
// What people ask of a router: a dialog for each operation, the token that proves they may, and what came of it.

const TOKEN_KEY = 'vip4j.token';

const token = {
  get: () => sessionStorage.getItem(TOKEN_KEY) ?? '',
  set: value => sessionStorage.setItem(TOKEN_KEY, value),
  forget: () => sessionStorage.removeItem(TOKEN_KEY),
};

/** The page's own URL with a slash at its end, on which everything else is based. */
const BASE = new URL(location.pathname.replace(/\/*$/, '/'), location.href);

function requestHeaders() {
  const headers = {'X-Requested-With': 'vip4j'};
  if (token.get()) {
    headers.Authorization = `Bearer ${token.get()}`;
  }
  const csrf = document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='));
  if (csrf) {
    headers['X-XSRF-TOKEN'] = decodeURIComponent(csrf.slice('XSRF-TOKEN='.length));
  }
  return headers;
}

/** Thrown when the server wants a token, or another one. */
class Unauthorized extends Error {}

/** Asks something of a router and returns what came of it; throws with words for people. */
async function ask(router, operation, body) {
  const url = new URL(`${encodeURIComponent(router.name)}/${operation}`, BASE);
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {...requestHeaders(), 'Content-Type': 'application/json'},
      body: JSON.stringify({...body, ...(router.family ? {family: router.family} : {})}),
      redirect: 'error',
    });
  } catch {
    throw new Error('The server cannot be reached. Whether the request has arrived is not known.');
  }
  if (response.status === 401) {
    throw new Unauthorized();
  }
  const answer = await response.json().catch(() => ({}));
  const results = answer.results ?? [answer];
  const refused = answer.error ?? results.map(result => result.error).find(Boolean);
  if (!response.ok || refused) {
    throw new Error(refused ?? `The server answered ${response.status} ${response.statusText}`);
  }
  return results.find(result => result.moved !== undefined) ?? results[0] ?? {};
}

const LIMIT = {name: 'limit', label: 'For how long', value: '30m', pattern: '\\s*\\d+\\s*(ms|s|m|h)\\s*', hint: 'such as 90s, 30m or 8h'};

function heardPeer(router) {
  return [...(router.peers ?? [])].sort((a, b) => b.priority - a.priority)[0];
}

/** What each operation is called, asks for, sends and says when it is done. */
const OPERATIONS = {
  switchover: {
    title: router => `Switch ${router.name} over`,
    text: router => {
      const next = heardPeer(router);
      return next
        ? `This node gives the role away. ${next.address} (priority ${next.priority}) is expected to take it.`
        : 'No other router has been heard. If nobody takes the role in time, this node takes it back.';
    },
    fields: [{...LIMIT, label: 'Take the role back if nobody has it after', value: '5s'}],
    button: 'Switch over',
    done: (router, answer) => (answer.moved === false
      ? {bad: true, text: `${router.name}: nobody took the role; this node has it again.`}
      : {text: `${router.name}: ${answer.newActive ?? 'another router'} has taken over`
          + `${answer.tookMillis === undefined ? '' : ` after ${span(answer.tookMillis)}`}`
          + `${answer.gapMillis === undefined ? '' : `, gap ${span(answer.gapMillis)}`}.`}),
  },
  hold: {
    title: router => `Hold ${router.name}`,
    text: router => (router.state === 'ACTIVE'
      ? 'This node gives the role away and takes no part in the election until it is resumed or the time is over.'
      : 'This node takes no part in the election until it is resumed or the time is over.'),
    fields: [{name: 'reason', label: 'Reason', hint: 'others will read it', maxlength: 200}, LIMIT],
    button: 'Hold',
    done: router => ({text: `${router.name} is held.`}),
  },
  resume: {done: router => ({text: `${router.name} takes part again.`})},
  priority: {
    title: router => `Priority of ${router.name}`,
    text: router => `Replaces the configured priority${router.priority === undefined ? '' : `, ${router.priority},`} for a while.`,
    fields: [{name: 'priority', label: 'Priority', hint: '1 to 254, the higher wins', inputmode: 'numeric', pattern: '\\s*\\d{1,3}\\s*'}, LIMIT],
    button: 'Set',
    done: (router, answer, body) => ({text: `${router.name} has priority ${body.priority} for ${body.limit}.`}),
  },
  restore: {done: router => ({text: `${router.name} has its configured priority again.`})},
};

function field({name, label, value = '', hint, ...attributes}) {
  return h('p', {class: 'field'},
    h('label', {for: `field-${name}`}, label),
    h('input', {id: `field-${name}`, name, value, required: true, autocomplete: 'off', type: 'text', 'aria-describedby': `hint-${name}`, ...attributes}),
    h('small', {id: `hint-${name}`, class: 'muted'}, hint ?? ''));
}

let dialogs = 0; // A dialog may open the next one; only the latest is closed.

/**
 * Opens the dialog.
 *
 * @param submit gets the values; the dialog stays open with what it throws
 */
function openDialog({title, text, fields, button}, submit) {
  const dialog = $('dialog');
  const mine = ++dialogs;
  $('dialog-title').textContent = title;
  $('dialog-text').textContent = text;
  $('dialog-do').textContent = button;
  $('dialog-error').textContent = '';
  $('dialog-fields').replaceChildren(...fields.map(field));
  $('dialog-form').onsubmit = async event => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim().replace(/^(\d+)\s+/, '$1')]));
    $('dialog-do').disabled = true;
    $('dialog-error').textContent = '';
    try {
      await submit(values);
      if (mine === dialogs) {
        dialog.close();
      }
    } catch (failure) {
      $('dialog-error').textContent = failure.message;
    } finally {
      $('dialog-do').disabled = false;
    }
  };
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.querySelector('input')?.focus();
}

/** Asks for the token, and then goes on with what needed it. */
function askForToken(text, goOn) {
  openDialog({
    title: 'Token',
    text,
    fields: [{name: 'token', label: 'Token', type: 'password', hint: 'kept until this tab is closed'}],
    button: 'Unlock',
  }, async values => {
    token.set(values.token);
    showToken();
    await goOn();
  });
}

async function perform(router, what, body) {
  try {
    const answer = await ask(router, what === 'restore' ? 'priority' : what, body);
    tell(OPERATIONS[what].done(router, answer, body));
  } catch (failure) {
    if (!(failure instanceof Unauthorized)) {
      throw failure;
    }
    const known = token.get() !== '';
    token.forget();
    showToken();
    askForToken(known ? 'The server does not accept this token.' : 'The server wants a token.', () => perform(router, what, body));
  }
}

/** Begins an operation: token first, then its questions. */
function begin(router, what, writes) {
  const operation = OPERATIONS[what];
  const start = () => {
    if (!operation.fields) {
      return perform(router, what, {}).catch(failure => tell({bad: true, text: failure.message}));
    }
    openDialog({...operation, title: operation.title(router), text: operation.text(router)}, values => perform(router, what, values));
    return undefined;
  };
  if (writes === 'token' && !token.get()) {
    askForToken('Whoever steers the routers proves with a token that they may.', start);
  } else {
    start();
  }
}

function showToken() {
  $('token').textContent = token.get() ? 'Lock' : 'Unlock';
}

/** Says what came of something: good news goes by itself, bad news stays. */
function tell({text, bad = false}) {
  const message = h('div', {class: `result ${bad ? 'bad' : 'good'}`},
    h('p', null, text),
    h('button', {type: 'button', class: 'close', 'aria-label': 'Dismiss'}, '\u00d7'));
  message.querySelector('button').onclick = () => message.remove();
  $('results').append(message);
  if (!bad) {
    setTimeout(() => message.remove(), 12000);
  }
}
