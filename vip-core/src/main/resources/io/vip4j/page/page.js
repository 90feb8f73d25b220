/* SPDX-License-Identifier: Apache-2.0 */
// What the page shows: the last document, how fresh it is, and what of it somebody wants to see.

const STALE_MILLIS = 3000;
const SEARCH_FROM = 7; // Fewer routers need no filter.

const view = {document: null, heardAt: 0, skew: 0, lost: '', unlock: null, window: 300000, filter: ''};

const routersNow = () => view.document?.routers ?? [];

const sectionsNow = () => view.document?.sections ?? [];

/** An application with sections need have no routers; then there is nothing of them to see. */
const ownsAddresses = () => routersNow().length > 0 || sectionsNow().length === 0;

const silence = () => Date.now() - view.heardAt;

/** Time by the server's clock, which stands still while nothing is heard from it. */
const serverNow = () => (view.document ? view.heardAt + view.skew + Math.min(silence(), STALE_MILLIS) : Date.now());

function tile(value, label, kind, filter) {
  return h(filter ? 'button' : 'div', {
    class: `tile ${kind}`, 'data-key': label, type: filter && 'button', 'data-do': filter && 'filter', 'data-filter': filter,
    'aria-label': filter && `${value} ${label}: show only these`,
  }, h('b', null, String(value)), h('span', null, label));
}

function drawSummary(routers, now) {
  const inState = state => routers.filter(router => router.state === state).length;
  const all = routers.flatMap(router => router.checks ?? []);
  const down = all.filter(check => !check.up).length;
  const troubles = routers.reduce((sum, router) => sum + troublesOf(router), 0);
  const late = view.document.lateness;
  const owns = ownsAddresses();
  render($('summary'),
    owns && tile(inState('ACTIVE'), 'Active', 'active', 'active'),
    owns && tile(inState('BACKUP'), 'Backup', 'backup', 'backup'),
    inState('INITIALIZE') > 0 && tile(inState('INITIALIZE'), 'Initialize', 'initialize', 'initialize'),
    all.length > 0 && tile(down === 0 ? all.length : `${all.length - down}/${all.length}`, 'Checks up', down === 0 ? '' : 'bad'),
    owns && tile(troubles, troubles === 1 ? 'Problem' : 'Problems', troubles === 0 ? '' : 'bad'),
    sectionTiles(sectionsNow()),
    late && h('div', {class: 'tile wide', 'data-key': 'lateness'},
      drawLateness(late),
      h('p', {class: 'spark-words'},
        h('b', null, 'Loop lateness'),
        h('span', null, `now ${span(late.lastMillis ?? 0)}`),
        late.p99Millis !== undefined && h('span', null, `p99 ${span(late.p99Millis)}`),
        h('span', {class: late.stalls > 0 ? 'late' : ''}, `max ${span(late.maxMillis ?? 0)}`))));
}

function drawLink() {
  const stale = silence() > STALE_MILLIS;
  const state = view.unlock ? 'locked' : !view.document ? (view.lost ? 'lost' : 'connecting') : stale ? 'stale' : 'live';
  const text = {
    connecting: 'Connecting',
    lost: 'Not connected',
    locked: 'Locked',
    live: 'Live',
    stale: `Last heard ${calmSpan(silence())} ago`,
  }[state];
  $('link').setAttribute('data-link', state);
  $('link').setAttribute('aria-live', 'off'); // Each second anew; the notice below tells it once.
  $('link-text').textContent = text;
  document.body.classList.toggle('stale', state === 'stale');
  return state;
}

function drawNotices(link) {
  const shown = [];
  if (link === 'stale' || link === 'lost') {
    shown.push(h('div', {class: 'notice bad', role: 'alert', 'data-key': 'link'}, h('b', null, 'Connection lost.'),
      ` ${view.lost || 'Nothing comes from the server.'} `,
      view.document ? 'What you see is old; the page goes on trying.' : 'The page goes on trying.'));
  }
  if (view.document?.error) {
    shown.push(h('div', {class: 'notice bad', role: 'alert', 'data-key': 'error'}, h('b', null, 'The routers do not answer.'), ` ${view.document.error}`));
  }
  render($('notices'), shown);
}

function draw() {
  const link = drawLink();
  drawNotices(link);
  $('token').hidden = !view.unlock && view.document?.writes !== 'token';
  if (!view.document) {
    return;
  }
  const {node, version, configuration, startedAt, writes} = view.document;
  const routers = routersNow();
  const now = serverNow();
  const active = routers.filter(router => router.state === 'ACTIVE').length;
  document.title = `${link === 'live' ? '' : '(stale) '}${parts(ownsAddresses() && `${active}/${routers.length} Active`, node ?? 'virtual routers')}`;
  $('node').textContent = node ?? 'Virtual routers';
  $('process').textContent = parts(configuration, startedAt && `up ${calmSpan(now - Date.parse(startedAt))}`);
  $('footer').textContent = parts(`vip4j${version ? ` ${version}` : ''}`,
    writes === 'token' || writes === 'open' ? null : 'Read-only: this server takes no commands from the page.');
  drawSummary(routers, now);
  $('timeline-panel').hidden = routers.length === 0;
  const owns = ownsAddresses();
  $('routers-bar').hidden = !owns;
  $('routers').hidden = !owns;
  const shown = filtered(routers, view.filter);
  drawTimeline(shown, view.window, now);
  drawRouters(routers, shown, writes, now, routers.length === 0 ? 'No virtual router is running.' : 'No router is like that.');
  drawSections(sectionsNow(), now);
  $('search').hidden = routers.length < SEARCH_FROM;
  $('unfold').hidden = routers.length <= MANY;
  $('unfold').textContent = shown.some(router => isOpen(router, routers)) ? 'Close all' : 'Open all';
}

function setFilter(text) {
  view.filter = text;
  $('filter').value = text;
  draw();
}

function goTo(key) {
  const router = routersNow().find(candidate => routerKey(candidate) === key);
  folds.set(key, true);
  draw();
  const card = $(cardId(router));
  card.scrollIntoView({block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});
  card.focus({preventScroll: true});
}

const ACTIONS = {
  fold: (router, key) => {
    folds.set(key, !isOpen(router, routersNow()));
    draw();
  },
  filter: (router, key, button) => {
    const wanted = button.getAttribute('data-filter');
    setFilter(view.filter === wanted ? '' : wanted);
  },
};

document.addEventListener('click', event => {
  const link = event.target.closest('[data-goto]');
  if (link) {
    event.preventDefault();
    goTo(link.getAttribute('data-goto'));
    return;
  }
  const button = event.target.closest('[data-do]');
  if (!button) {
    return;
  }
  const what = button.getAttribute('data-do');
  const key = button.getAttribute('data-router');
  const router = routersNow().find(candidate => routerKey(candidate) === key);
  if (ACTIONS[what]) {
    ACTIONS[what](router, key, button);
  } else if (router) {
    begin(router, what, view.document.writes);
  }
});

function unlock() {
  askForToken(view.unlock
    ? 'This server shows its routers only to those who have its token.'
    : 'Whoever steers the routers proves with a token that they may.', async () => view.unlock?.());
}

$('unfold').addEventListener('click', () => {
  const routers = routersNow();
  const open = !routers.some(router => isOpen(router, routers));
  routers.forEach(router => folds.set(routerKey(router), open));
  draw();
});
$('filter').addEventListener('input', event => setFilter(event.target.value));
$('windows').addEventListener('change', event => {
  view.window = Number(event.target.value);
  draw();
});
$('token').addEventListener('click', () => {
  if (token.get()) {
    token.forget();
    showToken();
  } else {
    unlock();
  }
});
$('dialog-cancel').addEventListener('click', () => $('dialog').close());

listenToTimeline(() => ({routers: routersNow(), now: serverNow()}));
showToken();
new ResizeObserver(() => view.document && draw()).observe($('timeline-panel'));
setInterval(draw, 1000);
listen(
  received => {
    view.document = received;
    view.heardAt = Date.now();
    view.skew = received.now ? Date.parse(received.now) - view.heardAt : 0;
    view.lost = '';
    sampleLateness(received.lateness);
    draw();
  },
  why => {
    view.lost = why;
    draw();
  },
  () => new Promise(resolve => {
    token.forget();
    showToken();
    view.unlock = () => {
      view.unlock = null;
      resolve();
    };
    draw();
    unlock();
  }));
